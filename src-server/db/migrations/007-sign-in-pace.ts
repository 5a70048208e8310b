import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** When an attempt to sign in was let through last: attempts at a login under attack are spaced out, not locked out. */
export const signInPace: Migration = {
  number: 7,
  name: 'sign-in-pace',
  up: [sql`alter table sign_in_attempts add column admitted_at timestamptz`],
};
