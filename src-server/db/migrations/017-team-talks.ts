import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const talks = sql`
-- Tables of their own (decision 034): deliveries, items and files of visitors have foreign keys to messages of dialogs, so that
-- nothing said here can get a row in any of them, whatever a program does (scenarios C4, C11).
create table talks (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null check (kind in ('direct', 'line')),
  member_a uuid,
  member_b uuid,
  line_id uuid,
  branch_id uuid,
  created_at timestamptz not null,
  last_activity_at timestamptz not null,
  last_seq int not null,
  last_message jsonb,
  rev int not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_a) references operators,
  foreign key (workspace_id, member_b) references operators,
  foreign key (workspace_id, line_id) references lines,
  foreign key (workspace_id, branch_id) references branches,
  check ((kind = 'direct') = (member_a is not null and member_b is not null and line_id is null and branch_id is null)),
  check ((kind = 'line') = (line_id is not null and branch_id is not null and member_a is null and member_b is null)),
  check (member_a <= member_b)
)`;

const messages = sql`
create table talk_messages (
  workspace_id uuid not null,
  talk_id uuid not null,
  seq int not null,
  id uuid not null,
  author_id uuid not null,
  text text not null,
  attachments jsonb not null default '[]',
  mentions uuid[] not null default '{}',
  reply_to jsonb,
  edited_at timestamptz,
  reactions jsonb not null default '[]',
  deleted jsonb,
  at timestamptz not null,
  rev int not null default 1,
  primary key (workspace_id, talk_id, seq),
  unique (workspace_id, id),
  foreign key (workspace_id, talk_id) references talks,
  foreign key (workspace_id, author_id) references operators,
  check (text <> '' or attachments <> '[]' or deleted is not null),
  check (deleted is null or (text = '' and attachments = '[]' and reply_to is null)),
  -- A word of a dialog is never quoted here, nor one of here there.
  check (reply_to is null or reply_to ->> 'visibility' = 'hidden')
)`;

const files = sql`
create table talk_files (
  workspace_id uuid not null,
  file_id uuid not null,
  message_id uuid not null,
  primary key (workspace_id, file_id),
  foreign key (workspace_id, file_id) references files,
  foreign key (workspace_id, message_id) references talk_messages (workspace_id, id)
)`;

const marks = sql`
create table talk_marks (
  workspace_id uuid not null,
  operator_id uuid not null,
  talk_id uuid not null,
  seq int not null,
  own int not null,
  mentions int not null,
  rev int not null,
  primary key (workspace_id, operator_id, talk_id),
  foreign key (workspace_id, operator_id) references operators,
  foreign key (workspace_id, talk_id) references talks,
  check (seq >= 0 and own >= 0 and mentions >= 0)
)`;

const indexes = [
  // There is one talk in a place, whoever begins it.
  sql`create unique index talk_of_two on talks (workspace_id, member_a, member_b) where kind = 'direct'`,
  sql`create index talks_of_second on talks (workspace_id, member_b) where kind = 'direct'`,
  sql`create unique index talk_of_line on talks (workspace_id, line_id) where kind = 'line'`,
  sql`create index talk_files_of_message on talk_files (workspace_id, message_id)`,
  sql`create index talk_messages_by_word on talk_messages using gin (search_words(text))`,
  sql`create index talk_messages_by_time on talk_messages (workspace_id, at desc, id desc)`,
];

/** Talks of the team, apart from those with clients. */
export const teamTalks: Migration = {
  number: 17,
  name: 'team-talks',
  changesRows: true,
  up: [talks, messages, files, marks, ...indexes],
};
