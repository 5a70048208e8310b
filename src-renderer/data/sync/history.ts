import type { Id } from '#shared/domain/ids.ts';
import type { MessagePage } from '#shared/domain/bundle.ts';
import type { ReplicaDb } from '../db/database.ts';
import { LAYOUT, pagesBetween, readPage, type Layout } from '../db/pages.ts';
import type { DialogRecord } from '../db/rows.ts';
import { readArchived } from '../db/archive.ts';
import { mergeHistory } from './merge.ts';
import { tablesWithUploads } from './preview-cache.ts';
import { readSyncMeta } from './sync-meta.ts';
import { loadStaging, nothingTouched, writeStaging } from './staging-io.ts';

/** What is missing of a transcript, as it was when the hub was asked for it. */
export interface Gap {
  /** The messages before this seq; null: nothing is here, the newest. */
  before: number | null;
  asked: Asked;
}

/** When the hub was asked. What was answered then is good only as long as all of it is the same. */
export interface Asked {
  /** Of the replica: between two snapshots nobody tells what changed. */
  generation: number;
  /** Of the row of the dialog, or of the talk. */
  missed: number;
  /** Of the dialog's row. */
  came?: number;
}

export type OlderGap = { kind: 'whole' } | ({ kind: 'gap' } & Gap);

/** What is missing before the known part. Inside a transaction over `meta` and the table of the row. */
export async function gapBefore(
  db: ReplicaDb,
  row: Omit<Asked, 'generation'> & { known: { from: number } | null },
): Promise<OlderGap> {
  const { known } = row;
  if (known && known.from <= 1) return { kind: 'whole' };
  return { kind: 'gap', before: known?.from ?? null, asked: await askedNow(db, row) };
}

/** Inside a transaction over `meta` and the table of the row. */
export async function askedNow(db: ReplicaDb, row: Omit<Asked, 'generation'>): Promise<Asked> {
  const { generation } = await readSyncMeta(db);
  const { missed, came } = row;
  return { generation, missed, ...(came === undefined ? {} : { came }) };
}

export function isStillSo(then: Asked, now: Asked): boolean {
  return then.generation === now.generation && then.missed === now.missed && then.came === now.came;
}

/**
 * Before which seq older messages are missing. A page that cannot be read is found here and forgotten, so that it comes again.
 * @returns `whole`: the first message is here, or the dialog is not in the replica
 */
export async function olderGap(db: ReplicaDb, dialogId: Id): Promise<OlderGap> {
  return db.transaction('rw', db.dialogs, db.pages, db.archive, db.meta, async () => {
    const record = await db.dialogs.get(dialogId);
    if (record) await forgetUnreadable(db, record);
    const found = await lookUp(db, dialogId);
    return !found || found.lastSeq === 0 ? { kind: 'whole' } : gapBefore(db, found);
  });
}

interface Found {
  lastSeq: number;
  known: { from: number; to: number } | null;
  missed: number;
  came?: number;
}

/** A dialog of the rows, or of a pack, of which nothing is ever missed: any change takes it out. */
async function lookUp(db: ReplicaDb, dialogId: Id): Promise<Found | null> {
  const record = await db.dialogs.get(dialogId);
  if (record) {
    const { dialog, known, missed, came } = record;
    return { lastSeq: dialog.lastSeq, known, missed, came };
  }
  const archived = (await readArchived(db, [dialogId])).get(dialogId);
  if (!archived) return null;
  const { dialog, page } = archived;
  const first = page.messages[0];
  return {
    lastSeq: dialog.lastSeq,
    known: first ? { from: first.seq, to: dialog.lastSeq } : null,
    missed: 0,
  };
}

async function forgetUnreadable(db: ReplicaDb, record: DialogRecord): Promise<void> {
  const { id, known } = record;
  if (!known) return;
  const pages = await pagesBetween(db, id, known.from, known.tail - 1);
  const broken = pages.findLast((page) => readPage(page) === null);
  if (!broken) return;
  await db.pages.where('[dialogId+from]').between([id, 0], [id, broken.from], true, true).delete();
  const rest = broken.to < known.to ? { ...known, from: broken.to + 1 } : null;
  await db.dialogs.put({ ...record, known: rest });
}

/**
 * Writes a page of older messages, if it still fits: meanwhile the dialog may have gone, what is known may have changed so
 * that a hole would remain, or a message of the page may have changed, which the page need not have seen (`Asked`).
 */
export async function writeHistoryPage(
  db: ReplicaDb,
  me: Id,
  dialogId: Id,
  gap: Gap,
  page: MessagePage,
  layout: Layout = LAYOUT,
): Promise<'written' | 'nothing_older' | 'outdated'> {
  return db.transaction('rw', tablesWithUploads(db), async () => {
    const found = await lookUp(db, dialogId);
    if (!found || !isStillSo(gap.asked, await askedNow(db, found))) return 'outdated';
    const last = page.messages.at(-1);
    if (!last) return 'nothing_older';
    if (found.known && last.seq < found.known.from - 1) return 'outdated';
    const { generation } = await readSyncMeta(db);
    const touched = { ...nothingTouched(), dialogs: new Set([dialogId]), messages: page.messages };
    const staging = await loadStaging(db, touched);
    mergeHistory(staging, { me, generation, layout }, page);
    await writeStaging(db, staging, layout);
    return 'written';
  });
}
