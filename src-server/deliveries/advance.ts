import { advanceDelivery, type Delivery } from '#shared/domain/delivery.ts';
import type { Amendment, Message } from '#shared/domain/message.ts';
import { audienceOf } from '#shared/domain/scope.ts';
import { fromDelivery, toDialog, toMessage } from '../db/rows.ts';
import { lockDialog, type Tx } from '../db/transaction.ts';
import { appendToFeed, messageEntry } from '../feed/append.ts';
import type { Claimed } from './claimed.ts';

interface Place {
  workspaceId: string;
  dialogId: string;
  seq: number;
}

/**
 * Moves a message's delivery forward and tells those who see it. Takes the dialog's lock: call it before the first write.
 * @returns whether anything changed
 */
export async function advance(tx: Tx, place: Place, event: Delivery): Promise<boolean> {
  return change(tx, place, (message) => {
    if (!message.delivery) return null;
    const delivery = advanceDelivery(message.delivery, event);
    return delivery === message.delivery ? null : { ...message, delivery };
  });
}

/**
 * Notes what became of a change of a message, and tells those who see it. Of a reaction only trouble is told.
 * @param how as an attempt to send ends; `sent`: the client has the change
 */
export async function amended(tx: Tx, claimed: Claimed, how: Delivery): Promise<boolean> {
  return change(tx, claimed, (message) => {
    const { amendment } = message;
    const what = amendment?.what ?? (claimed.work === 'react' ? 'react' : null);
    // Something else was asked for meanwhile, and has its own work.
    if (what === null || what !== claimed.work || message.body.kind === 'event') return null;
    const next = afterwards(what, how);
    return next === amendment ? null : { ...message, amendment: next };
  });
}

function afterwards(what: Amendment['what'], how: Delivery): Amendment | null {
  if (how.state === 'failed') return { state: 'failed', what, failure: how.failure };
  return how.state === 'unknown' ? { state: 'unknown', what } : null;
}

async function change(
  tx: Tx,
  { workspaceId, dialogId, seq }: Place,
  decide: (message: Message) => Message | null,
): Promise<boolean> {
  await lockDialog(tx, workspaceId, dialogId);
  const row = await tx.db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('dialog_id', '=', dialogId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  const decided = row && decide(toMessage(row));
  if (!decided) return false;
  const message = { ...decided, rev: decided.rev + 1 };
  await tx.db
    .updateTable('messages')
    .set({
      ...fromDelivery(message.delivery),
      amendment: message.amendment && JSON.stringify(message.amendment),
      rev: message.rev,
    })
    .where('workspace_id', '=', workspaceId)
    .where('dialog_id', '=', dialogId)
    .where('seq', '=', seq)
    .execute();
  const dialog = await tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialogId)
    .executeTakeFirstOrThrow();
  await appendToFeed(tx, workspaceId, [messageEntry(message, audienceOf(toDialog(dialog)))]);
  return true;
}
