import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Where on the company's sites the client wrote from last. Every dialog's row gains a field. */
export const pageUrl: Migration = {
  number: 4,
  name: 'page-url',
  changesRows: true,
  up: [sql`alter table dialogs add column page_url text check (octet_length(page_url) <= 2048)`],
};
