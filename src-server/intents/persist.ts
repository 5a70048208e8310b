import type { Dialog } from '#shared/domain/dialog.ts';
import { isOutgoing, type Message } from '#shared/domain/message.ts';
import { sql } from 'kysely';
import { fromDialog, newMessageRow, type DialogRow } from '../db/rows.ts';
import type { Tx } from '../db/transaction.ts';
import { appendToFeed, dialogEntries } from '../feed/append.ts';

/**
 * Writes the next version of a dialog with its new messages: rows, deliveries of what goes out, feed entries. The caller
 * holds the dialog's lock and read `row` under it.
 * @param next its `rev` does not count; it becomes that of `before` + 1
 */
export async function persistDialog(
  tx: Tx,
  row: DialogRow,
  before: Dialog,
  next: Dialog,
  messages: readonly Message[],
): Promise<Dialog> {
  const dialog: Dialog = { ...next, rev: before.rev + 1 };
  await tx.db
    .updateTable('dialogs')
    .set({ ...fromDialog(dialog), xid: sql<string>`pg_current_xact_id()` })
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .execute();
  await insertMessages(tx, row, messages);
  await appendToFeed(tx, row.workspace_id, dialogEntries(before, dialog, messages));
  return dialog;
}

type Place = Pick<DialogRow, 'workspace_id' | 'channel_id' | 'external_user_id'>;

/** Writes messages, and a delivery for each that goes out to the client: the database takes one for no other. */
export async function insertMessages(tx: Tx, place: Place, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.db
    .insertInto('messages')
    .values(messages.map((message) => newMessageRow(place.workspace_id, message)))
    .execute();
  const outgoing = messages.filter((message) => isOutgoing(message));
  if (outgoing.length === 0) return;
  const deliveries = outgoing.map((message) => ({
    workspace_id: place.workspace_id,
    message_id: message.id,
    dialog_id: message.dialogId,
    seq: message.seq,
    channel_id: place.channel_id,
    external_user_id: place.external_user_id,
  }));
  await tx.db.insertInto('deliveries').values(deliveries).execute();
}
