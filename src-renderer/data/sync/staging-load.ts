import type { ReplicaDb } from '../db/database.ts';
import { pagesBetween, readPage } from '../db/pages.ts';
import type { MessageKey } from '../db/rows.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { StagedTranscript } from './staged-transcript.ts';
import type { Staging } from './staging.ts';

/** Seqs that a merge will look at, by dialog. */
export type TouchedSeqs = ReadonlyMap<Id, readonly number[]>;

/** Brings along the rows and pages that hold the touched messages. Inside the transaction that will write them. */
export async function loadTranscripts(db: ReplicaDb, touched: TouchedSeqs, staging: Staging): Promise<void> {
  const keys: MessageKey[] = [];
  const paged: Promise<void>[] = [];
  for (const [dialogId, seqs] of touched) {
    const known = staging.dialogs.get(dialogId)?.known;
    if (!known) continue;
    const transcript = staging.transcriptOf(dialogId);
    transcript.known = known;
    // Only what is known is read: most messages are new, and there is nothing to read for them.
    const inside = seqs.filter((seq) => seq >= known.from && seq <= known.to);
    keys.push(...inside.filter((seq) => seq >= known.tail).map((seq): MessageKey => [dialogId, seq]));
    const old = inside.filter((seq) => seq < known.tail);
    if (old.length > 0) paged.push(loadPages(db, dialogId, Math.min(...old), Math.max(...old), transcript));
  }
  await Promise.all(paged);
  if (keys.length === 0) return;
  for (const row of await db.messages.bulkGet(keys)) if (row) staging.transcriptOf(row.dialogId).loadRow(row);
}

/** The pages that hold `from` to `to`. One that cannot be read is forgotten, with all that is older. */
async function loadPages(
  db: ReplicaDb,
  dialogId: Id,
  from: number,
  to: number,
  transcript: StagedTranscript,
): Promise<void> {
  for (const row of await pagesBetween(db, dialogId, from, to)) {
    const messages = readPage(row);
    if (messages) transcript.loadPage(messages);
    else transcript.dropOlder(row.to + 1);
  }
}
