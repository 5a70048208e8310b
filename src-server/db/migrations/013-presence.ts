import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What operators say of themselves, and who is connected to which hub. The latter is worth nothing after a crash and therefore not
 * logged; rows of a hub that lives no more do not count (`isPresent`).
 */
export const presence: Migration = {
  number: 13,
  name: 'presence',
  changesRows: true,
  up: [
    sql`create table operator_presence (
      workspace_id uuid not null,
      operator_id uuid not null,
      choice text not null check (choice in ('online', 'away', 'break', 'off')),
      since timestamptz not null,
      said_at timestamptz not null,
      rev int not null default 1,
      primary key (workspace_id, operator_id),
      foreign key (workspace_id, operator_id) references operators
    )`,
    sql`create unlogged table operator_connections (
      workspace_id uuid not null,
      instance int not null,
      operator_id uuid not null,
      since timestamptz not null,
      idle_since timestamptz,
      primary key (workspace_id, instance, operator_id)
    )`,
  ],
};
