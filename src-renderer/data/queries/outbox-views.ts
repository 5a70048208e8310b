import type { ReplicaDb } from '../db/database.ts';
import { readEntry, salvage, textOf } from '../db/outbox-entry.ts';
import type { DeadLetter, RefusalNotice } from './views.ts';

/** Own intents that the hub has not answered yet. */
export async function countUnconfirmed(db: ReplicaDb): Promise<number> {
  const rows = await db.outbox.toArray();
  return rows.filter((row) => row.state.kind === 'waiting' || row.state.kind === 'sending').length;
}

/** What was refused or cannot be sent, until the person has decided about it. */
export async function readRefusals(db: ReplicaDb): Promise<RefusalNotice[]> {
  const notices: RefusalNotice[] = [];
  for (const row of await db.outbox.orderBy('n').toArray()) {
    const { state } = row;
    const read = readEntry(row);
    if (!read.ok || (state.kind !== 'refused' && state.kind !== 'failed')) continue;
    const { intent } = read.entry;
    notices.push({
      intentId: row.id,
      name: intent.name,
      dialogId: row.dialogId,
      text: textOf(intent),
      refusal: state.kind === 'refused' ? state.refusal : { code: 'invalid', detail: state.reason },
      at: state.at,
    });
  }
  return notices;
}

/** Rows that no schema of this version accepts; what can be said of them. */
export async function readDeadLetters(db: ReplicaDb): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (const row of await db.outbox.orderBy('n').toArray()) {
    if (row.state.kind !== 'failed' || !row.state.unreadable) continue;
    const { name, text } = salvage(row.payload);
    const { reason, at } = row.state;
    letters.push({ intentId: row.id, dialogId: row.dialogId, name, text, reason, at });
  }
  return letters;
}
