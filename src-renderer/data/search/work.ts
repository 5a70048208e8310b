import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import type { ContactEntry } from './contact-writer.ts';
import type { DialogUpdate, PackBatch } from './index-writer.ts';
import { packMark, readMark } from './mark.ts';
import { packReader } from './pack-reader.ts';
import { packKeys } from './pack-source.ts';
import { readContacts, readDialogs, rowMarks, type DialogWish } from './replica-source.ts';
import type { SearchIndex } from './search-index.ts';
import type { Touched } from './touched.ts';

export interface IndexProgress {
  /** Parts of the present work; equal when it is done. */
  done: number;
  total: number;
}

export interface WorkManner {
  isStopped: () => boolean;
  /** Resolves when nobody would be kept waiting by the next step. */
  turn: () => Promise<void>;
  onProgress: (progress: IndexProgress) => void;
}

/** Messages of one transaction: enough for its cost not to matter, few enough for nobody who types to wait for it. */
const SLICE_MESSAGES = 2_000;
const SLICE_DIALOGS = 200;
/** Of some 500 messages each. Their dialogs are new to the index, which is less work, and there are far more of them. */
const SLICE_PACKS = 8;
/** Slices that are being read at a time: some take twice as long as others, and the index is to wait for none. */
const READ_AHEAD = 4;
/** Slices of packs in one transaction: each of these has to reach the disk. */
const SLICES_TOGETHER = 12;
/** Fewer are no more lists than there are anyway. */
const MERGE_AFTER_PACKS = 100;
/** Taking a text out of the lists takes a hundred times as long as putting it in. */
const SLICE_GONE = 10;
const DELETION_COST = 100;
/** So few are never worth making everything anew. */
const FEW_DIALOGS = 50;

/** So much has to go that an index made anew is there sooner; and what is gone is gone at once. */
export class RebuildNeeded extends Error {
  override readonly name = 'RebuildNeeded';
}

/**
 * One pass over what was written to the replica, in slices between which questions are answered. Packs come first: a dialog that has
 * moved between rows and packs is then found in its new place before its old one is cleared.
 */
export class Work {
  private readonly db: ReplicaDb;
  private readonly index: SearchIndex;
  private readonly manner: WorkManner;
  private currentPacks: ReadonlySet<string> | null = null;

  constructor(db: ReplicaDb, index: SearchIndex, manner: WorkManner) {
    this.db = db;
    this.index = index;
    this.manner = manner;
  }

  /** Indexes new packs, newest first. @returns dialogs of packs that are gone, which now lie elsewhere or nowhere */
  async packs(): Promise<Id[]> {
    const now = await packKeys(this.db);
    this.currentPacks = new Set(now.keys());
    const indexed = this.index.packs();
    const missing = Array.from(now).flatMap(([text, key]) => (indexed.has(text) ? [] : [key]));
    missing.reverse();
    if (missing.length >= MERGE_AFTER_PACKS) this.index.putOffMerging();
    await this.writePacks(missing);
    if (this.manner.isStopped()) return [];
    const gone = [...indexed].filter((text) => !now.has(text));
    const stale = gone.flatMap((text) => this.index.dialogsWithMark(packMark(text)));
    if (gone.length > 0) this.index.write({ dialogs: [], contacts: [], gone: [], packs: { put: [], gone } });
    return stale;
  }

  private async writePacks(missing: readonly PackKey[]): Promise<void> {
    const reader = packReader(this.db, missing.length);
    const reading: Promise<PackBatch>[] = [];
    let asked = 0;
    const ask = (): void => {
      const keys = missing.slice(asked, (asked += SLICE_PACKS));
      if (keys.length === 0) return;
      const batch = reader.read(keys);
      // It may fail while nobody waits for it yet; whoever does then hears of it.
      batch.catch(() => undefined);
      reading.push(batch);
    };
    try {
      for (let i = 0; i < READ_AHEAD; i += 1) ask();
      for (let slice = 1, next = reading.shift(); next; slice += 1, next = reading.shift()) {
        await this.manner.turn();
        const batch = await next;
        if (this.manner.isStopped()) return;
        // The next ones are read while these are written.
        ask();
        this.index.writePacks(batch);
        if (slice % SLICES_TOGETHER === 0) this.index.commit();
        const done = Math.min(slice * SLICE_PACKS, missing.length);
        this.manner.onProgress({ done, total: missing.length + 1 });
      }
    } finally {
      reader.close();
      this.index.commit();
    }
  }

  /** Dialogs whose mark is not the replica's: in rows, or nowhere any more. After `packs`. */
  async compared(touched: Touched): Promise<DialogWish[]> {
    const marks = this.index.marks();
    const rows = await rowMarks(this.db);
    const wishes: DialogWish[] = [];
    for (const [id, mark] of rows)
      if (marks.get(id) !== mark || touched.dialogs.has(id)) wishes.push({ id, indexed: null, places: [] });
    for (const [id, mark] of marks)
      if (!rows.has(id) && !this.isInPack(mark)) wishes.push({ id, indexed: null, places: [] });
    return wishes;
  }

  /** @throws RebuildNeeded */
  async dialogs(wishes: readonly DialogWish[]): Promise<void> {
    await this.refuseMassDeletion(wishes.map(({ id }) => id));
    if (this.manner.isStopped()) return;
    for (let at = 0; at < wishes.length;) {
      await this.manner.turn();
      if (this.manner.isStopped()) return;
      const read = await readDialogs(this.db, wishes.slice(at, at + SLICE_DIALOGS), SLICE_MESSAGES);
      const dialogs = read.flatMap(({ update }) => update ?? []);
      const contacts = await this.newcomers(dialogs);
      if (this.manner.isStopped()) return;
      this.index.write({ dialogs, contacts, gone: [] });
      await this.drop(read.flatMap(({ id, update }) => (update ? [] : [id])));
      at += read.length;
      if (at < wishes.length) this.manner.onProgress({ done: at, total: wishes.length });
    }
    if (!this.manner.isStopped()) this.manner.onProgress({ done: wishes.length, total: wishes.length });
  }

  /** Those of the dialogs in no row that are nowhere. */
  private async drop(ids: readonly Id[]): Promise<void> {
    const gone: Id[] = [];
    for (const id of ids) if (await this.isGone(id)) gone.push(id);
    for (let at = 0; at < gone.length; at += SLICE_GONE) {
      await this.manner.turn();
      if (this.manner.isStopped()) return;
      this.index.write({ dialogs: [], contacts: [], gone: gone.slice(at, at + SLICE_GONE) });
    }
  }

  async contacts(ids: readonly Id[]): Promise<void> {
    for (let at = 0; at < ids.length && !this.manner.isStopped(); at += SLICE_DIALOGS) {
      const contacts = await readContacts(this.db, ids.slice(at, at + SLICE_DIALOGS));
      if (!this.manner.isStopped()) this.index.write({ dialogs: [], contacts, gone: [] });
    }
  }

  /** After much was indexed, and once it can be asked: makes one list of the many that each word has by then. */
  async merge(): Promise<void> {
    if (!this.index.isMergeDue) return;
    for (let [begin, more] = [true, true]; more; begin = false) {
      await this.manner.turn();
      // A way through the event loop, where questions wait.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (this.manner.isStopped()) return;
      more = this.index.mergeStep(begin);
    }
    this.index.mergeAsUsual();
  }

  private async refuseMassDeletion(ids: readonly Id[]): Promise<void> {
    if (ids.length <= FEW_DIALOGS) return;
    const rows = new Set(await this.db.dialogs.where('id').anyOf(ids).primaryKeys());
    const gone: Id[] = [];
    for (const id of ids) if (!rows.has(id) && (await this.isGone(id))) gone.push(id);
    if (this.manner.isStopped() || gone.length <= FEW_DIALOGS) return;
    if (this.index.messageCount(gone) * DELETION_COST > this.index.messageCount())
      throw new RebuildNeeded(`${gone.length} dialogs have gone`);
  }

  /** Clients of these dialogs that are not in the index yet. */
  private newcomers(updates: readonly DialogUpdate[]): Promise<ContactEntry[]> {
    const ids = new Set(updates.map(({ contactId }) => contactId));
    return readContacts(
      this.db,
      [...ids].filter((id) => this.index.contact(id) === null),
    );
  }

  /** A dialog that is in no row: nowhere, or in a pack, where it was found already. */
  private async isGone(id: Id): Promise<boolean> {
    const mark = this.index.mark(id);
    if (mark === null || readMark(mark).kind !== 'pack') return true;
    this.currentPacks ??= new Set((await packKeys(this.db)).keys());
    return !this.isInPack(mark);
  }

  private isInPack(mark: string): boolean {
    const read = readMark(mark);
    return read.kind === 'pack' && (this.currentPacks?.has(read.key) ?? false);
  }
}
