/** What is done to an item that the visitor has: by the company through the delivery queue, by himself. */
import { sql, type RawBuilder, type Updateable } from 'kysely';
import { MAX_FORM_FIELDS, type FormAnswers } from '#shared/domain/form.ts';
import { emojiSchema } from '#shared/domain/message.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { ChatReactionRequest } from '#shared/wire/chat/items.ts';
import type { SitechatItemsTable } from '../../db/sitechat-tables.ts';
import { transaction, type Tx } from '../../db/transaction.ts';
import { HttpError } from '../../http/errors.ts';
import type { ChannelHub, OutgoingChange, SendOutcome } from '../channel.ts';
import { messageOfItem, type VisitorKey } from './items.ts';
import { publishWake } from './topics.ts';
import type { VisitorRow } from './visitors.ts';

type Patch = Omit<Updateable<SitechatItemsTable>, 'reactions' | 'form'> & {
  reactions?: string | RawBuilder<string>;
  form?: RawBuilder<string> | null;
};

/** Carries a change of a message into the visitor's talk. Repeated, it changes nothing. */
export async function carryChange(hub: ChannelHub, outgoing: OutgoingChange): Promise<SendOutcome> {
  const { workspaceId, externalUserId: visitorId, messageId, change } = outgoing;
  const found = await transaction(hub.db, async (tx) => {
    tx.afterCommit(() => publishWake(hub.bus, visitorId));
    return await changeItem(tx, { workspaceId, visitorId }, messageId, patchOf(change));
  });
  if (found || change.what !== 'edit') return { kind: 'sent' };
  return {
    kind: 'failed',
    failure: { code: 'rejected', detail: 'The message is not in the visitor’s talk' },
  };
}

function patchOf(change: OutgoingChange['change']): Patch {
  switch (change.what) {
    case 'edit':
      return { text: change.text, edited: true };
    case 'delete':
      return { text: '', files: '[]', form: null, deleted: true, reactions: '{}', quotes: null };
    case 'react':
      return { reactions: withCompany(change.emojis) };
    default:
      return exhaustive(change, 'change of a message');
  }
}

const withCompany = (emojis: string[]) =>
  sql<string>`reactions || jsonb_build_object('company', ${JSON.stringify(emojis)}::jsonb)`;

/** Shows the visitor, in all his tabs, what he answered where he was asked. */
export async function fillIn(tx: Tx, key: VisitorKey, { formId, values }: FormAnswers): Promise<void> {
  const said = new Map(values.map(({ field, value }) => [field, value]));
  const byPlace = Array.from({ length: MAX_FORM_FIELDS }, (_, field) => said.get(field) ?? null);
  const form = sql<string>`form || jsonb_build_object('values', ${JSON.stringify(byPlace)}::jsonb)`;
  await changeItem(tx, key, formId, { form });
}

/**
 * Changes an item and gives the change the next number in the talk. The visitor's row is locked first, as for new items, so that changes
 * become visible in the order of their numbers.
 * @returns whether there is such an item
 */
async function changeItem(tx: Tx, key: VisitorKey, messageId: string, patch: Patch): Promise<boolean> {
  const visitor = await tx.db
    .selectFrom('sitechat_visitors')
    .select('last_change')
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .forUpdate()
    .executeTakeFirst();
  if (!visitor) return false;
  const change = visitor.last_change + 1;
  const row = await tx.db
    .updateTable('sitechat_items')
    .set({ ...patch, change })
    .where('workspace_id', '=', key.workspaceId)
    .where('visitor_id', '=', key.visitorId)
    .where('message_id', '=', messageId)
    .returning('seq')
    .executeTakeFirst();
  if (!row) return false;
  await tx.db
    .updateTable('sitechat_visitors')
    .set({ last_change: change })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .execute();
  return true;
}

/**
 * Takes the visitor's reaction: under the message for colleagues, under the item for his other tabs.
 * @throws HttpError
 */
export async function takeReaction(
  hub: ChannelHub,
  visitor: VisitorRow,
  { seq, emoji }: ChatReactionRequest,
): Promise<void> {
  if (emoji !== null && !emojiSchema.safeParse(emoji).success) {
    throw new HttpError('bad_request', 'emoji: not one emoji');
  }
  const key = { workspaceId: visitor.workspace_id, visitorId: visitor.id };
  const messageId = await messageOfItem(hub.db, key, seq);
  if (messageId === null) throw new HttpError('not_found', 'There is no such item');
  await transaction(hub.db, async (tx) => {
    // Deleted meanwhile: there is nothing left to react to.
    if (!(await hub.reaction(tx, { workspaceId: key.workspaceId, messageId, emoji }))) return;
    const reactions = sql<string>`reactions || jsonb_build_object('visitor', ${emoji}::text)`;
    await changeItem(tx, key, messageId, { reactions });
    tx.afterCommit(() => publishWake(hub.bus, key.visitorId));
  });
}
