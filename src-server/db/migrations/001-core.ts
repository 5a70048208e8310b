import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const directory = sql`
create table workspaces (
  id uuid primary key,
  name text not null,
  rev int not null default 1,
  contact_count int not null default 0
);
create table branches (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  rev int not null default 1,
  primary key (workspace_id, id)
);
create table lines (
  workspace_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  name text not null,
  rev int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, branch_id) references branches
);
create table channels (
  workspace_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  kind text not null,
  name text not null,
  config jsonb not null default '{}',
  active boolean not null default true,
  rev int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, line_id) references lines
);
create table operators (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  role text not null check (role in ('operator', 'senior', 'admin')),
  active boolean not null default true,
  rev int not null default 1,
  primary key (workspace_id, id)
);
create table line_members (
  workspace_id uuid not null,
  operator_id uuid not null,
  line_id uuid not null,
  primary key (workspace_id, operator_id, line_id),
  foreign key (workspace_id, operator_id) references operators,
  foreign key (workspace_id, line_id) references lines
);
create table branch_members (
  workspace_id uuid not null,
  operator_id uuid not null,
  branch_id uuid not null,
  primary key (workspace_id, operator_id, branch_id),
  foreign key (workspace_id, operator_id) references operators,
  foreign key (workspace_id, branch_id) references branches
);
-- Hub-wide: before sign-in nobody knows the workspace, and a login leads to exactly one.
create table logins (
  login text primary key check (login = lower(login)),
  workspace_id uuid not null,
  operator_id uuid not null,
  password_hash text not null,
  foreign key (workspace_id, operator_id) references operators
);
create table sessions (
  workspace_id uuid not null,
  token_hash bytea not null,
  operator_id uuid not null,
  device text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, operator_id) references operators
);
create index sessions_of_operator on sessions (workspace_id, operator_id);
create table sign_in_attempts (
  key text primary key,
  window_started_at timestamptz not null,
  count int not null
);
`;

const talks = sql`
create table contacts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  number int not null,
  name text,
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  created_at timestamptz not null,
  rev int not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, number)
);
create table contact_identities (
  workspace_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  contact_id uuid not null,
  kind text not null,
  display text,
  primary key (workspace_id, channel_id, external_id),
  foreign key (workspace_id, channel_id) references channels,
  foreign key (workspace_id, contact_id) references contacts
);
create index identities_of_contact on contact_identities (workspace_id, contact_id);
create table dialogs (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  line_id uuid not null,
  branch_id uuid not null,
  contact_id uuid not null,
  external_user_id text not null,
  status text not null check (status in ('queued', 'active', 'closed')),
  responsible_id uuid,
  closed_at timestamptz,
  outcome text check (outcome in ('finished', 'spam', 'silence')),
  participant_ids uuid[] not null default '{}',
  previous_dialog_id uuid,
  created_at timestamptz not null,
  last_activity_at timestamptz not null,
  waiting_since timestamptz,
  unread int not null,
  last_seq int not null,
  last_message jsonb,
  rev int not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id, external_user_id) references contact_identities,
  foreign key (workspace_id, contact_id) references contacts,
  foreign key (workspace_id, line_id) references lines,
  check ((status = 'closed') = (closed_at is not null and outcome is not null)),
  check (status <> 'active' or responsible_id is not null),
  check (status <> 'queued' or responsible_id is null)
);
-- One client has at most one open dialog per channel, whatever runs at the same time.
create unique index open_dialog_of_identity on dialogs (workspace_id, channel_id, external_user_id) where status <> 'closed';
create index dialogs_of_contact on dialogs (workspace_id, contact_id, created_at desc);
-- Snapshot pages: one arm per way of seeing a dialog, merged (feed/snapshot).
create index open_dialogs on dialogs (workspace_id, last_activity_at desc, id desc) where status <> 'closed';
create index open_dialogs_of_line on dialogs (workspace_id, line_id, last_activity_at desc, id desc) where status <> 'closed';
create index open_dialogs_of_branch on dialogs (workspace_id, branch_id, last_activity_at desc, id desc) where status <> 'closed';
create index open_dialogs_of_operator on dialogs (workspace_id, responsible_id, last_activity_at desc, id desc) where status <> 'closed';
create index open_dialogs_invited on dialogs (workspace_id, last_activity_at desc, id desc) where status <> 'closed' and participant_ids <> '{}';
create index closed_dialogs on dialogs (workspace_id, closed_at desc, id desc) where status = 'closed';
create index closed_dialogs_of_line on dialogs (workspace_id, line_id, closed_at desc, id desc) where status = 'closed';
create index closed_dialogs_of_branch on dialogs (workspace_id, branch_id, closed_at desc, id desc) where status = 'closed';
create index closed_dialogs_of_operator on dialogs (workspace_id, responsible_id, closed_at desc, id desc) where status = 'closed';
create index closed_dialogs_invited on dialogs (workspace_id, closed_at desc, id desc) where status = 'closed' and participant_ids <> '{}';
create index dialogs_by_change on dialogs (workspace_id, xid, id);
create table messages (
  workspace_id uuid not null,
  dialog_id uuid not null,
  seq int not null,
  id uuid not null,
  author_kind text not null check (author_kind in ('client', 'operator', 'system')),
  author_id uuid,
  visibility text not null check (visibility in ('public', 'hidden')),
  kind text not null check (kind in ('text', 'event')),
  text text,
  event jsonb,
  delivery_state text check (delivery_state in ('pending', 'sent', 'delivered', 'read', 'failed', 'unknown')),
  delivery_at timestamptz,
  delivery_failure jsonb,
  at timestamptz not null,
  rev int not null default 1,
  outgoing boolean not null generated always as (author_kind = 'operator' and visibility = 'public' and kind = 'text') stored,
  primary key (workspace_id, dialog_id, seq),
  unique (workspace_id, id, outgoing),
  unique (workspace_id, id),
  foreign key (workspace_id, dialog_id) references dialogs,
  check ((kind = 'text') = (text is not null) and (kind = 'event') = (event is not null)),
  check ((author_kind = 'system') = (author_id is null)),
  -- Written out: a check may not name a generated column of the same row on every version.
  check ((delivery_state is not null) = (author_kind = 'operator' and visibility = 'public' and kind = 'text'))
);
create table incoming (
  workspace_id uuid not null,
  channel_id uuid not null,
  external_message_id text not null,
  dialog_id uuid not null,
  message_id uuid not null,
  seq int not null,
  primary key (workspace_id, channel_id, external_message_id),
  foreign key (workspace_id, dialog_id, seq) references messages
);
`;

const work = sql`
-- The only way to a channel. The foreign key carries messages.outgoing, and the check keeps it true:
-- a hidden message cannot have a row here, and one with a row cannot become hidden (scenario C4).
create table deliveries (
  workspace_id uuid not null,
  message_id uuid not null,
  dialog_id uuid not null,
  seq int not null,
  channel_id uuid not null,
  external_user_id text not null,
  status text not null default 'queued' check (status in ('queued', 'sending', 'settled')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  lease_until timestamptz,
  external_id text,
  outgoing boolean not null default true check (outgoing),
  primary key (workspace_id, message_id),
  foreign key (workspace_id, message_id, outgoing) references messages (workspace_id, id, outgoing),
  foreign key (workspace_id, dialog_id, seq) references messages,
  foreign key (workspace_id, channel_id) references channels,
  check ((status = 'sending') = (lease_until is not null))
);
create index deliveries_due on deliveries (workspace_id, next_at) where status <> 'settled';
create index deliveries_in_order on deliveries (workspace_id, dialog_id, seq) where status <> 'settled';
create index deliveries_by_external_id on deliveries (workspace_id, channel_id, external_id) where external_id is not null;
create table delivery_attempts (
  workspace_id uuid not null,
  message_id uuid not null,
  attempt int not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome jsonb,
  primary key (workspace_id, message_id, attempt),
  foreign key (workspace_id, message_id) references deliveries
);
create table intents (
  workspace_id uuid not null,
  id uuid not null,
  operator_id uuid not null,
  name text not null,
  request_hash bytea not null,
  refusal jsonb,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, operator_id) references operators
);
create table feed (
  workspace_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  n bigint not null generated always as identity,
  change jsonb not null,
  audiences jsonb,
  previous_audience jsonb,
  operator_id uuid,
  at timestamptz not null default now(),
  primary key (workspace_id, xid, n)
);
create table feed_state (
  workspace_id uuid primary key references workspaces,
  epoch text not null,
  cluster text not null,
  kept_from xid8 not null
);
`;

/** Directory, talks, deliveries, intents, feed: all of the first capability. */
export const core: Migration = {
  number: 1,
  name: 'core',
  up: [directory, talks, work],
};
