import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What is done to a message that is there. Of one that was deleted its place stays, and nothing of what it said. */
const messages = sql`
alter table messages
  add column reply_to jsonb,
  add column edited_at timestamptz,
  add column amendment jsonb,
  add column reactions jsonb not null default '[]',
  add column deleted jsonb,
  add column shared boolean not null generated always as (visibility = 'public') stored,
  add unique (workspace_id, id, shared),
  drop constraint says_something,
  add constraint says_something check (text <> '' or attachments <> '[]' or deleted is not null),
  -- A public message quotes public ones only: a quotation goes wherever its message goes (scenario C4).
  add constraint quotation_is_public check (visibility = 'hidden' or reply_to is null or reply_to ->> 'visibility' = 'public'),
  add constraint deleted_is_empty check (deleted is null or (kind = 'text' and text = '' and attachments = '[]' and reply_to is null))
`;

const unfinished = sql`
alter table delivery_attempts
  drop constraint delivery_attempts_workspace_id_message_id_fkey,
  drop constraint delivery_attempts_pkey
`;

/**
 * Besides messages the queue carries what was changed in them, each kind of work once per message. All of a dialog goes in the order it
 * was asked for. A reaction may also be to what the client said; like everything here, never to what is hidden.
 */
const work = sql`
alter table deliveries
  drop constraint deliveries_pkey,
  drop constraint deliveries_outgoing_check,
  add column work text not null default 'send' check (work in ('send', 'edit', 'delete', 'react')),
  add column n bigint,
  -- The version of the message that is to be carried, and the one that the first attempt carried: it may have come through.
  add column asked_rev int not null default 1,
  add column carried_rev int,
  -- Attempts of former askings, which do not count against this one.
  add column tried_before int not null default 0,
  add column shared boolean not null default true check (shared),
  add primary key (workspace_id, message_id, work),
  add foreign key (workspace_id, message_id, shared) references messages (workspace_id, id, shared),
  add constraint deliveries_outgoing_check check (outgoing or work = 'react')
`;

const order = [
  sql`update deliveries d set n = placed.n from (
    select workspace_id, message_id, row_number() over (order by dialog_id, seq) as n from deliveries
  ) placed where placed.workspace_id = d.workspace_id and placed.message_id = d.message_id`,
  sql`create sequence deliveries_n owned by deliveries.n`,
  sql`select setval('deliveries_n', greatest((select max(n) from deliveries), 1))`,
  sql`alter table deliveries alter column n set default nextval('deliveries_n'), alter column n set not null`,
  sql`drop index deliveries_in_order`,
  sql`create index deliveries_in_order on deliveries (workspace_id, dialog_id, n) where status <> 'settled'`,
];

const attempts = sql`
alter table delivery_attempts
  add column work text not null default 'send',
  add primary key (workspace_id, message_id, work, attempt),
  add foreign key (workspace_id, message_id, work) references deliveries
`;

/** Changes of an item are told to the visitor by their number in his talk, as items are by theirs. */
const items = [
  sql`alter table sitechat_visitors add column last_change int not null default 0`,
  sql`alter table sitechat_items
    add column change int not null default 0,
    add column edited boolean not null default false,
    add column deleted boolean not null default false,
    add column reactions jsonb not null default '{}',
    add column quotes uuid`,
  sql`create index sitechat_items_by_change on sitechat_items (workspace_id, visitor_id, change) where change > 0`,
];

export const messageMarks: Migration = {
  number: 12,
  name: 'message-marks',
  changesRows: true,
  up: [messages, unfinished, work, ...order, attempts, ...items],
};
