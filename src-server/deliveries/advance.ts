import { sql } from 'kysely';
import { advanceDelivery, type Delivery } from '#shared/domain/delivery.ts';
import { audienceOf } from '#shared/domain/scope.ts';
import { fromDelivery, toDialog, toMessage } from '../db/rows.ts';
import { lockDialog, type Tx } from '../db/transaction.ts';
import { appendToFeed, messageEntry } from '../feed/append.ts';

/**
 * Moves a message's delivery forward and tells those who see it. Takes the dialog's lock: call it before the first write.
 * @returns whether anything changed
 */
export async function advance(
  tx: Tx,
  place: { workspaceId: string; dialogId: string; seq: number },
  event: Delivery,
): Promise<boolean> {
  await lockDialog(tx, place.workspaceId, place.dialogId);
  const row = await tx.db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', place.workspaceId)
    .where('dialog_id', '=', place.dialogId)
    .where('seq', '=', place.seq)
    .executeTakeFirst();
  if (!row) return false;
  const message = toMessage(row);
  if (!message.delivery) return false;
  const delivery = advanceDelivery(message.delivery, event);
  if (delivery === message.delivery) return false;
  await tx.db
    .updateTable('messages')
    .set({ ...fromDelivery(delivery), rev: sql`rev + 1` })
    .where('workspace_id', '=', place.workspaceId)
    .where('dialog_id', '=', place.dialogId)
    .where('seq', '=', place.seq)
    .execute();
  const dialog = await tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', place.workspaceId)
    .where('id', '=', place.dialogId)
    .executeTakeFirstOrThrow();
  const changed = { ...message, delivery, rev: message.rev + 1 };
  await appendToFeed(tx, place.workspaceId, [messageEntry(changed, audienceOf(toDialog(dialog)))]);
  return true;
}
