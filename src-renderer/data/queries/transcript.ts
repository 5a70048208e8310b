import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';
import type { OutboxState } from '../db/rows.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { OverlaidRecord, ReplicaReader } from './reader.ts';
import type { PendingState, TranscriptItem, TranscriptView } from './views.ts';

/**
 * The newest `limit` messages that are known without a hole, then what the person did and the hub has not confirmed, in
 * the order he did it. What was refused or failed stays in its place until he has decided about it.
 */
export async function readTranscript(
  reader: ReplicaReader,
  dialogId: Id,
  limit: number,
): Promise<TranscriptView> {
  return reader.look(async () => {
    const found = await reader.dialog(dialogId);
    if (!found) return { items: [], hasOlder: false };
    const known = await reader.db.coverage.get(dialogId);
    // Neighbours in seq, so the newest `limit` are an exact range of the primary key.
    const first = known ? Math.max(known.from, known.to - limit + 1) : 0;
    const rows = known
      ? await reader.db.messages
          .where('[dialogId+seq]')
          .between([dialogId, first], [dialogId, known.to], true, true)
          .toArray()
      : [];
    const own = ownItems(reader.viewer.operatorId, found, await reader.entries(dialogId));
    const items = [...rows.map((message): TranscriptItem => ({ message, pending: null })), ...own];
    return { items, hasOlder: known ? first > 1 : found.record.dialog.lastSeq > 0 };
  });
}

function ownItems(viewer: Id, found: OverlaidRecord, entries: readonly OutboxEntry[]): TranscriptItem[] {
  const effects = Map.groupBy(found.messages, (one) => one.intentId);
  const items: TranscriptItem[] = [];
  let seq = found.record.dialog.lastSeq;
  for (const entry of entries) {
    const pending = pendingState(entry.state);
    const messages = effects.get(entry.intent.id)?.map((one) => one.message) ?? undelivered(viewer, entry);
    for (const message of messages) items.push({ message: { ...message, seq: (seq += 1) }, pending });
  }
  return items;
}

/** The text of a message that the hub refused or could not take. */
function undelivered(viewer: Id, entry: OutboxEntry): Message[] {
  const { intent, state } = entry;
  if (intent.name !== 'message.send' || (state.kind !== 'refused' && state.kind !== 'failed')) return [];
  return [
    {
      id: intent.id,
      dialogId: intent.args.dialogId,
      seq: 1,
      author: { kind: 'operator', operatorId: viewer },
      visibility: intent.args.visibility,
      body: { kind: 'text', text: intent.args.text },
      delivery: null,
      at: intent.at,
      rev: 1,
    },
  ];
}

export function pendingState(state: OutboxState): PendingState {
  switch (state.kind) {
    case 'waiting':
    case 'sending':
    case 'confirmed':
      return { kind: state.kind };
    case 'refused':
      return { kind: 'refused', refusal: state.refusal };
    case 'failed':
      return { kind: 'failed', reason: state.reason };
    default:
      return exhaustive(state, 'state of an intent');
  }
}
