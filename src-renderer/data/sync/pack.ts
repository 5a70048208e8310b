import { isOpen } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import type { ReplicaDb } from '../db/database.ts';
import { pagesBetween, readPage, type Layout } from '../db/pages.ts';
import type { DialogRecord } from '../db/rows.ts';
import type { StagedTranscript } from './staged-transcript.ts';
import type { Staging } from './staging.ts';

/**
 * Which seq the first row has after packing; its present one when there is nothing to pack. An open dialog keeps its newest
 * messages as rows, because they still change; a closed one keeps none, and neither does one that gets many at once.
 *
 * @param stored how many of its rows lie in the database: to pack them costs reading and deleting each
 */
export function tailAfterPacking(record: DialogRecord, stored: number, layout: Layout): number {
  const { known } = record;
  if (!known) return 0;
  if (!isOpen(record.dialog)) return known.to + 1;
  const rows = known.to - known.tail + 1;
  const added = rows - stored;
  if (added >= layout.bulk && (stored <= added || rows >= layout.packAt)) return known.to + 1;
  return rows < layout.packAt ? known.tail : known.to - layout.keep + 1;
}

/**
 * Packs long tails of the dialogs that a merge changed, before anything of it is written: what came in the same batch never
 * becomes a row. Inside the transaction that will write it.
 */
export async function packTails(db: ReplicaDb, staging: Staging, layout: Layout): Promise<void> {
  const packed = staging.dialogs.changes().flatMap(({ before, after }) => {
    if (!after?.known) return [];
    const { known } = after;
    const transcript = staging.transcripts.get(after.id);
    // Nothing is left of rows that the merge forgot.
    const stored =
      transcript?.dropBelow === Infinity ? 0 : Math.max(0, (before?.known?.to ?? 0) - known.tail + 1);
    const tail = tailAfterPacking(after, stored, layout);
    return tail > known.tail ? [packTail(db, staging, after, { stored, tail }, layout)] : [];
  });
  await Promise.all(packed);
}

async function packTail(
  db: ReplicaDb,
  staging: Staging,
  record: DialogRecord,
  { stored, tail }: { stored: number; tail: number },
  layout: Layout,
): Promise<void> {
  const { id, known } = record;
  if (!known) return;
  const transcript = staging.transcriptOf(id);
  transcript.known = known;
  if (stored > 0) {
    transcript.packed = { from: known.tail, to: Math.min(tail, known.tail + stored) };
    const { from, to } = transcript.packed;
    const rows = await db.messages.where('[dialogId+seq]').between([id, from], [id, to]).toArray();
    for (const row of rows) transcript.loadUnlessHere(row);
  }
  const count = tail - known.tail;
  if (isOpen(record.dialog) && tail > known.to && count >= layout.page / 2) {
    // Enough for pages of their own: cut evenly, none is less than half full.
    transcript.pack(tail, [], Math.ceil(count / Math.ceil(count / layout.page)));
  } else transcript.pack(tail, await begunPage(db, id, transcript, layout), layout.page);
  staging.dialogs.put(id, { ...record, known: transcript.known });
}

/** The last page, when it is not full: it is filled up, or a dialog closed early would be left in crumbs. */
async function begunPage(
  db: ReplicaDb,
  id: string,
  transcript: StagedTranscript,
  layout: Layout,
): Promise<Message[]> {
  const { known } = transcript;
  if (!known || known.from >= known.tail) return [];
  const here = transcript.findPage(known.tail - 1);
  if (here) return here.length < layout.page ? here : [];
  const [last] = await pagesBetween(db, id, known.tail - 1, known.tail - 1);
  return last && last.to - last.from + 1 < layout.page ? (readPage(last) ?? []) : [];
}
