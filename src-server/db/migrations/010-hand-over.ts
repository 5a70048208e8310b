import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const dialogs = sql`
alter table dialogs
  add column hand_over jsonb,
  add column snoozed jsonb,
  add column senior_call jsonb,
  add column pinned_by uuid[] not null default '{}'
`;

const due = sql`
create index dialogs_due on dialogs (workspace_id, ((snoozed ->> 'until')::bigint)) where snoozed is not null
`;

const pinned = sql`create index dialogs_pinned on dialogs using gin (pinned_by) where pinned_by <> '{}'`;

const mentions = sql`
alter table messages
  add column mentions uuid[] not null default '{}',
  add constraint mentions_are_hidden check (mentions = '{}' or visibility = 'hidden')
`;

const notices = sql`
create table notices (
  workspace_id uuid not null,
  operator_id uuid not null,
  id uuid not null,
  kind text not null,
  dialog_id uuid not null,
  by_id uuid,
  text text not null,
  client_name text not null,
  at timestamptz not null,
  seen_at timestamptz,
  rev int not null default 1,
  primary key (workspace_id, operator_id, id),
  foreign key (workspace_id, operator_id) references operators,
  foreign key (workspace_id, dialog_id) references dialogs
)
`;

const recent = sql`create index notices_of_operator on notices (workspace_id, operator_id, at desc)`;
const oldest = sql`create index notices_by_age on notices (workspace_id, at)`;

/** Hand-overs, calls for help, rest and pins are part of their dialog; notices are each operator's own. */
export const handOver: Migration = {
  number: 10,
  name: 'hand-over',
  changesRows: true,
  up: [dialogs, due, pinned, mentions, notices, recent, oldest],
};
