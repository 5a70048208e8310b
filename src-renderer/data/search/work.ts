import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import type { DialogUpdate, IndexBatch } from './index-writer.ts';
import { packMark, readMark } from './mark.ts';
import { packContent, packKeys, readPacks, type FoundPack } from './pack-source.ts';
import { readContacts, readDialogs, rowMarks, type ContactEntry, type DialogWish } from './replica-source.ts';
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
    let reading = this.readSlice(missing, 0);
    for (let at = 0; at < missing.length; at += SLICE_PACKS) {
      await this.manner.turn();
      const slice = await reading;
      if (this.manner.isStopped()) return [];
      // The next ones are read while these are written.
      reading = this.readSlice(missing, at + SLICE_PACKS);
      this.index.write(batchOf(slice));
      this.manner.onProgress({ done: Math.min(at + SLICE_PACKS, missing.length), total: missing.length + 1 });
    }
    if (missing.length >= MERGE_AFTER_PACKS) this.index.setMergeDue(true);
    const gone = [...indexed].filter((text) => !now.has(text));
    const stale = gone.flatMap((text) => this.index.dialogsWithMark(packMark(text)));
    if (gone.length > 0) this.index.write({ dialogs: [], contacts: [], gone: [], packs: { put: [], gone } });
    return stale;
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
    this.index.setMergeDue(false);
  }

  private readSlice(keys: readonly PackKey[], at: number): Promise<FoundPack[]> {
    const slice = keys.slice(at, at + SLICE_PACKS);
    const reading = slice.length === 0 ? Promise.resolve([]) : readPacks(this.db, slice);
    // It may fail while nobody waits for it yet; whoever does then hears of it.
    reading.catch(() => undefined);
    return reading;
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

function batchOf(packs: readonly FoundPack[]): IndexBatch {
  const contents = packs.map(packContent);
  return {
    dialogs: contents.flatMap(({ dialogs }) => dialogs),
    contacts: contents.flatMap(({ contacts }) => contacts),
    gone: [],
    packs: { put: packs.map(({ text }) => text), gone: [] },
  };
}
