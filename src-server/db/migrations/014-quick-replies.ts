import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const replies = sql`
create table quick_replies (
  workspace_id uuid not null,
  id uuid not null,
  shelf text not null check (shelf in ('personal', 'line', 'company')),
  operator_id uuid,
  line_id uuid,
  folder text[] not null default '{}',
  title text not null,
  text text not null,
  shortcut text,
  attachments jsonb not null default '[]',
  updated_at timestamptz not null,
  updated_by uuid not null,
  deleted_at timestamptz,
  -- The intent that made it what it is: whoever changes it further on top of that has seen it.
  intent_id uuid not null,
  rev int not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, operator_id) references operators,
  foreign key (workspace_id, line_id) references lines,
  foreign key (workspace_id, updated_by) references operators,
  check ((shelf = 'personal') = (operator_id is not null)),
  check ((shelf = 'line') = (line_id is not null))
);
create unique index quick_reply_shortcuts
  on quick_replies (workspace_id, shelf, coalesce(operator_id, line_id, workspace_id), shortcut)
  where shortcut is not null and deleted_at is null;
create index quick_replies_deleted on quick_replies (workspace_id, deleted_at) where deleted_at is not null;
`;

const files = sql`
-- A file of a reply is in no message: it is copied into each (decision 031).
create table quick_reply_files (
  workspace_id uuid not null,
  file_id uuid not null,
  reply_id uuid not null,
  primary key (workspace_id, file_id),
  foreign key (workspace_id, file_id) references files,
  foreign key (workspace_id, reply_id) references quick_replies on delete cascade
);
create index files_of_quick_reply on quick_reply_files (workspace_id, reply_id);
`;

const slots = sql`
create table quick_reply_slots (
  workspace_id uuid not null,
  operator_id uuid not null,
  slot int not null check (slot between 1 and 9),
  reply_id uuid,
  rev int not null,
  primary key (workspace_id, operator_id, slot),
  foreign key (workspace_id, operator_id) references operators
);
`;

/** Quick replies, their files, and what each person has on his keys. */
export const quickReplies: Migration = {
  number: 14,
  name: 'quick-replies',
  up: [replies, files, slots],
};
