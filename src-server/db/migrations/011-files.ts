import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const files = sql`
-- Bytes lie in the store under (workspace_id, id). Until all of them are there nothing is known of a file but what its sender says.
create table files (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  operator_id uuid,
  visitor_id uuid,
  channel_id uuid,
  name text not null,
  size bigint not null check (size >= 0),
  purpose text not null check (purpose in ('file', 'voice')),
  duration_ms int,
  created_at timestamptz not null default now(),
  state text not null default 'uploading' check (state in ('uploading', 'ready')),
  mime text,
  kind text check (kind in ('image', 'video', 'audio', 'voice', 'pdf', 'text', 'other')),
  width int,
  height int,
  preview boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, operator_id) references operators,
  foreign key (workspace_id, visitor_id) references sitechat_visitors,
  foreign key (workspace_id, channel_id) references channels,
  -- Exactly one brought it, and only he may say it in a message.
  check (num_nonnulls(operator_id, visitor_id, channel_id) = 1),
  check ((state = 'ready') = (mime is not null and kind is not null))
);
create index files_of_operator on files (workspace_id, operator_id, created_at) where operator_id is not null;
create index files_of_visitor on files (workspace_id, visitor_id, created_at) where visitor_id is not null;
create index files_by_age on files (workspace_id, created_at);
-- A file belongs to one message at most.
create table message_files (
  workspace_id uuid not null,
  file_id uuid not null,
  message_id uuid not null,
  primary key (workspace_id, file_id),
  unique (workspace_id, file_id, message_id),
  foreign key (workspace_id, file_id) references files,
  foreign key (workspace_id, message_id) references messages (workspace_id, id)
);
create index files_of_message on message_files (workspace_id, message_id);
-- For players, which send no header: who holds the token may read one file for a while, as the session that asked for it may.
create table file_links (
  workspace_id uuid not null,
  token_hash bytea not null,
  file_id uuid not null,
  session_hash bytea not null,
  expires_at timestamptz not null,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, file_id) references files on delete cascade,
  foreign key (workspace_id, session_hash) references sessions on delete cascade
);
create index file_links_by_end on file_links (expires_at);
`;

const talks = sql`
alter table messages add column attachments jsonb not null default '[]',
  add check (kind = 'text' or attachments = '[]'),
  add constraint says_something check (text <> '' or attachments <> '[]');
alter table sitechat_items add column files jsonb not null default '[]';
-- What of the company's files a visitor may fetch. As with deliveries, the foreign key carries messages.outgoing:
-- a file of a hidden message cannot have a row here (scenario C4).
create table sitechat_files (
  workspace_id uuid not null,
  visitor_id uuid not null,
  file_id uuid not null,
  message_id uuid not null,
  outgoing boolean not null default true check (outgoing),
  primary key (workspace_id, visitor_id, file_id),
  foreign key (workspace_id, visitor_id) references sitechat_visitors,
  foreign key (workspace_id, file_id, message_id) references message_files (workspace_id, file_id, message_id),
  foreign key (workspace_id, message_id, outgoing) references messages (workspace_id, id, outgoing)
);
create index sitechat_files_of_message on sitechat_files (workspace_id, message_id);
`;

const rows = sql`
update dialogs set last_message = last_message || '{"files": null}' where last_message is not null
`;

/** Files, who may fetch them, and messages with attachments. */
export const filesMigration: Migration = {
  number: 11,
  name: 'files',
  changesRows: true,
  up: [files, talks, rows],
};
