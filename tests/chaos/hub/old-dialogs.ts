import { UNTOUCHED, type Dialog } from '#shared/domain/dialog.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { newDialogRow, newMessageRow } from '#server/db/rows.ts';
import { transaction, type Db, type Tx } from '#server/db/transaction.ts';
import { newId } from '#server/lib/ids.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What was there before: dialogs closed days and weeks ago, which clients keep in their archives. */
export async function addOldDialogs(
  db: Db,
  workspaceId: string,
  lines: readonly { lineId: string; branchId: string; channelId: string }[],
  count: number,
): Promise<void> {
  await transaction(db, async (tx) => {
    for (let n = 1; n <= count; n += 1) {
      const line = lines[n % lines.length];
      if (line) await addOne(tx, workspaceId, line, n);
    }
    await tx.db
      .updateTable('workspaces')
      .set({ contact_count: count })
      .where('id', '=', workspaceId)
      .execute();
  });
}

async function addOne(
  tx: Tx,
  workspace_id: string,
  line: { lineId: string; branchId: string; channelId: string },
  n: number,
): Promise<void> {
  const [contactId, external_id] = [newId(), `of old ${n}`];
  // From three days to some weeks ago: beyond what snapshots bring.
  const closedAt = Date.now() - Math.round((3 + (n % 60)) * DAY_MS + n * 1000);
  const created_at = new Date(closedAt - DAY_MS);
  await tx.db
    .insertInto('contacts')
    .values({ workspace_id, id: contactId, number: n, name: `Old client ${n}`, created_at })
    .execute();
  await tx.db
    .insertInto('contact_identities')
    .values({
      workspace_id,
      channel_id: line.channelId,
      external_id,
      contact_id: contactId,
      kind: 'sitechat',
      display: null,
    })
    .execute();
  const dialog = oldDialog(contactId, line, closedAt, 1 + ((n * 7) % 70));
  await tx.db
    .insertInto('dialogs')
    .values(newDialogRow(workspace_id, external_id, dialog))
    .execute();
  const rows = messagesOf(dialog).map((message) => newMessageRow(workspace_id, message));
  await tx.db.insertInto('messages').values(rows).execute();
}

function oldDialog(
  contactId: string,
  { lineId, branchId, channelId }: { lineId: string; branchId: string; channelId: string },
  closedAt: number,
  lastSeq: number,
): Dialog {
  return {
    id: newId(),
    channelId,
    lineId,
    branchId,
    contactId,
    state: { status: 'closed', responsibleId: null, closedAt, outcome: 'finished' },
    ...UNTOUCHED,
    previousDialogId: null,
    pageUrl: null,
    createdAt: closedAt - DAY_MS,
    lastActivityAt: closedAt,
    lastSeq,
    lastClientSeq: lastSeq,
    rev: 1,
  };
}

/** The client talked, and nobody answered; deliveries of long ago are not what is to be proved. */
function messagesOf(dialog: Dialog): Message[] {
  return Array.from({ length: dialog.lastSeq }, (_, i) => ({
    id: newId(),
    dialogId: dialog.id,
    seq: i + 1,
    author: { kind: 'client', contactId: dialog.contactId },
    visibility: 'public',
    body: { kind: 'text', text: `long ago ${i + 1}`, attachments: [] },
    delivery: null,
    ...UNMARKED,
    at: dialog.createdAt + i * 1000,
    rev: 1,
  }));
}
