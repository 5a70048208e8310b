import type { Id } from '#shared/domain/ids.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
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
    const found = await reader.dialog(dialogId, limit);
    if (!found) return { items: [], hasOlder: false };
    const { items, hasOlder } = await transcriptOf(reader, found, limit);
    return { items, hasOlder };
  });
}

/** The same of a dialog that was read, inside its reading. @returns `first` the seq of the first message that the hub knows; 0: none is here */
export async function transcriptOf(
  reader: ReplicaReader,
  found: OverlaidRecord,
  limit: number,
): Promise<TranscriptView & { first: number }> {
  const { first, messages } = await reader.newest(found.record, limit);
  const known = new Set(messages.map((message) => message.id));
  // Carried out, and its answer was lost: the message itself is here.
  const entries = found.entries.filter((entry) => !known.has(entry.intent.id));
  const own = ownItems(reader.viewer.operatorId, found, entries);
  const now = (message: Message): Message => found.changed.get(message.id) ?? message;
  const items = [...messages.map((one): TranscriptItem => ({ message: now(one), pending: null })), ...own];
  return { items, hasOlder: first === 0 ? hubSeq(found) > 0 : first > 1, first };
}

/** Up to where the hub has the dialog's messages. */
function hubSeq({ record }: OverlaidRecord): number {
  return record.started ? 0 : record.dialog.lastSeq;
}

function ownItems(viewer: Id, found: OverlaidRecord, entries: readonly OutboxEntry[]): TranscriptItem[] {
  const effects = Map.groupBy(found.messages, (one) => one.intentId);
  const items: TranscriptItem[] = [];
  let seq = hubSeq(found);
  for (const entry of entries) {
    const pending = pendingState(entry.state);
    const said = effects.get(entry.intent.id)?.map((one) => one.message) ?? undelivered(viewer, entry);
    const messages = said.map((message) => found.changed.get(message.id) ?? message);
    for (const message of messages) items.push({ message: { ...message, seq: (seq += 1) }, pending });
  }
  return items;
}

/** A text that has no effect: refused, a dead letter, or about to be refused. It stays where its author can see it. */
function undelivered(viewer: Id, entry: OutboxEntry): Message[] {
  const { intent, state } = entry;
  if (intent.name !== 'message.send' || state.kind === 'confirmed') return [];
  return [
    {
      id: intent.id,
      dialogId: intent.args.dialogId,
      seq: 1,
      author: { kind: 'operator', operatorId: viewer },
      visibility: intent.args.visibility,
      body: { kind: 'text', text: intent.args.text, attachments: intent.args.attachments },
      delivery: null,
      ...UNMARKED,
      mentions: intent.args.mentions,
      ...(intent.args.form && { form: { ...intent.args.form, answeredBy: null } }),
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
    case 'unanswered':
      return { kind: state.kind };
    case 'refused':
      return { kind: 'refused', refusal: state.refusal };
    case 'failed':
      return { kind: 'failed', reason: state.reason };
    default:
      return exhaustive(state, 'state of an intent');
  }
}
