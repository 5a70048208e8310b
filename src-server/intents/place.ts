import { sql, type Selectable } from 'kysely';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { DialogRow, MessageRow } from '../db/rows.ts';
import type { IntentsTable } from '../db/tables.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/transaction.ts';

/** What an intent finds when it comes. */
export interface Place {
  epoch: string;
  /** What was answered when the same id was here before. */
  earlier: Pick<Selectable<IntentsTable>, 'operator_id' | 'request_hash' | 'refusal' | 'xid'> | null;
  /** Null: there is no such dialog. */
  dialog: (DialogRow & { kind: ChannelKind }) | null;
  /** The dialog's message that the intent names. */
  message: MessageRow | null;
}

interface Row extends Pick<Selectable<IntentsTable>, 'request_hash' | 'refusal'> {
  epoch: string;
  asked_by: string | null;
  asked_in: string | null;
}

/**
 * Reads all but the message in one statement, so that all of it is of one moment. The message is read after its dialog: whatever changes
 * it in between changes the dialog's version too, receipts of its delivery excepted.
 * @throws when the workspace does not exist
 */
export async function readPlace(
  db: Db,
  workspaceId: string,
  dialogId: string | null,
  intentId: string,
  messageId: string | null,
): Promise<Place> {
  // The dialog's own columns come last: those of another table with the same name do not cover them.
  const { rows } = await sql<Row & (DialogRow | { id: null }) & { kind: ChannelKind }>`${prepared}
    select f.epoch, i.operator_id as asked_by, i.xid::text as asked_in, i.request_hash, i.refusal, c.kind, d.*
    from feed_state f
    left join intents i on i.workspace_id = f.workspace_id and i.id = ${intentId}
    left join dialogs d on d.workspace_id = f.workspace_id and d.id = ${dialogId}
    left join channels c on c.workspace_id = d.workspace_id and c.id = d.channel_id
    where f.workspace_id = ${workspaceId}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`There is no workspace ${workspaceId}`);
  const { epoch, asked_by, asked_in, request_hash, refusal } = row;
  const earlier =
    asked_by === null || asked_in === null
      ? null
      : { operator_id: asked_by, xid: asked_in, request_hash, refusal };
  const dialog = row.id === null ? null : row;
  const message = dialog && messageId ? await readMessage(db, dialog, messageId) : null;
  return { epoch, earlier, dialog, message };
}

async function readMessage(db: Db, dialog: DialogRow, messageId: string): Promise<MessageRow | null> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', dialog.workspace_id)
    .where('dialog_id', '=', dialog.id)
    .where('id', '=', messageId)
    .executeTakeFirst();
  return row ?? null;
}
