import { contactOf, isOnReplies } from '#shared/intents/all.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { ReplicaDb } from '../db/database.ts';
import { readEntry, salvage, textOf } from '../db/outbox-entry.ts';
import type { OutboxState } from '../db/rows.ts';
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
    const refusal = refusalOf(state);
    if (!read.ok || !refusal) continue;
    const { intent } = read.entry;
    notices.push({
      intentId: row.id,
      name: intent.name,
      dialogId: row.dialogId,
      replyId: isOnReplies(intent) && 'id' in intent.args ? intent.args.id : null,
      contactId: contactOf(intent),
      text: textOf(intent),
      hidden: salvage(intent).hidden,
      ...refusal,
    });
  }
  return notices;
}

export function refusalOf(state: OutboxState): Pick<RefusalNotice, 'refusal' | 'at'> | null {
  switch (state.kind) {
    case 'refused':
      return { refusal: state.refusal, at: state.at };
    case 'failed':
      return { refusal: { code: 'invalid', detail: state.reason }, at: state.at };
    case 'unanswered':
      return { refusal: { code: 'invalid', detail: 'the hub never answered' }, at: state.at };
    case 'waiting':
    case 'sending':
    case 'confirmed':
      return null;
    default:
      return exhaustive(state, 'state of an intent');
  }
}

/** Rows that no schema of this version accepts; what can be said of them. */
export async function readDeadLetters(db: ReplicaDb): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (const row of await db.outbox.orderBy('n').toArray()) {
    if (row.state.kind !== 'failed' || !row.state.unreadable) continue;
    const { reason, at } = row.state;
    letters.push({ intentId: row.id, dialogId: row.dialogId, ...salvage(row.payload), reason, at });
  }
  return letters;
}
