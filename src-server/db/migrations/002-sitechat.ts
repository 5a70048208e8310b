import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const visitors = sql`
create table sitechat_visitors (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  last_seq int not null default 0,
  received_up_to int not null default 0,
  seen_up_to int not null default 0,
  read_up_to int not null default 0,
  primary key (workspace_id, id),
  unique (workspace_id, channel_id, token_hash),
  foreign key (workspace_id, channel_id) references channels,
  check (seen_up_to <= received_up_to and received_up_to <= last_seq and read_up_to <= last_seq)
);
`;

const items = sql`
-- What a visitor sees of his talk, across dialogs. What the company says comes here only for a message that went out:
-- the foreign key carries messages.outgoing, so a hidden message has no way in (scenario C4).
create table sitechat_items (
  workspace_id uuid not null,
  visitor_id uuid not null,
  seq int not null check (seq > 0),
  direction text not null check (direction in ('in', 'out')),
  message_id uuid not null,
  dialog_id uuid not null,
  dialog_seq int not null,
  client_id uuid,
  author_name text,
  text text not null,
  at timestamptz not null,
  outgoing boolean not null generated always as (direction = 'out') stored,
  primary key (workspace_id, visitor_id, seq),
  unique (workspace_id, message_id),
  unique (workspace_id, visitor_id, client_id),
  foreign key (workspace_id, visitor_id) references sitechat_visitors,
  foreign key (workspace_id, message_id, outgoing) references messages (workspace_id, id, outgoing),
  check ((direction = 'in') = (client_id is not null))
);
create index sitechat_items_of_dialog on sitechat_items (workspace_id, visitor_id, dialog_id, dialog_seq);
`;

/** Visitors of the site chat and what each of them sees. */
export const sitechat: Migration = { number: 2, name: 'sitechat', up: [visitors, items] };
