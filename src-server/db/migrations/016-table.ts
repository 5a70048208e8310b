import { sql } from 'kysely';
import { FOLDED_FROM, FOLDED_TO } from '#shared/lib/ordering.ts';
import type { Migration } from './migration.ts';

/** Letters are written into the schema: what they are folded to must never change under an index. */
const foldOrder = sql.raw(
  `create function fold_order(what text) returns text language sql immutable parallel safe
  begin atomic
    select translate(what, '${FOLDED_FROM}', '${FOLDED_TO}');
  end`,
);

const filters = sql`
create table saved_filters (
  workspace_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  sharing text not null check (sharing in ('personal', 'company')),
  name text not null,
  content jsonb not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  deleted boolean not null,
  intent_id uuid not null,
  rev int not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references operators
)`;

/** The table of dialogs: any order over everything, and filters that are kept. */
export const table: Migration = {
  number: 16,
  name: 'table',
  changesRows: true,
  up: [
    foldOrder,
    sql`create index dialogs_by_activity on dialogs (workspace_id, last_activity_at desc, id desc)`,
    sql`create index dialogs_by_creation on dialogs (workspace_id, created_at desc, id desc)`,
    sql`create index dialogs_waiting on dialogs (workspace_id, waiting_since, id) where waiting_since is not null`,
    sql`create index contacts_by_name on contacts (workspace_id, (nullif(fold_order(name), '') collate "C"), id)`,
    filters,
    sql`create index filters_of_owner on saved_filters (workspace_id, owner_id)`,
  ],
};
