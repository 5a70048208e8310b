import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Which hub process holds a delivery: when that one is dead, its work is taken over at once and not only after the lease. */
export const deliveryWorker: Migration = {
  number: 3,
  name: 'delivery-worker',
  up: [sql`alter table deliveries add column worker int`],
};
