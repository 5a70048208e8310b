import { Dexie } from 'dexie';
import type { Id } from '#shared/domain/ids.ts';
import { clientPart, dialogPart, type DialogPart } from '#shared/domain/table-row.ts';
import { ranksByName } from '#shared/lib/ordering.ts';
import { detach } from '#shared/lib/detach.ts';
import type { ReplicaDb } from '../../db/database.ts';
import { packsWith } from '../../db/archive.ts';
import { packMark } from '../mark.ts';
import { newestOf, packKeys } from '../pack-source.ts';
import type { SearchIndex } from '../search-index.ts';
import { isNothing, noteChanges, nothing, type Touched } from '../touched.ts';
import { Lines } from './lines.ts';

export interface FollowOptions {
  /** Lines changed. */
  onChange: () => void;
  /** Milliseconds that writes to the replica are gathered. */
  gatherMs?: number;
}

/** Dialogs of one reading, and packs between two of which others get their turn. */
const ROWS_PER_READ = 1_000;
const PACKS_PER_TURN = 8;

/**
 * Lines of everything in the replica. What lies in rows is read from there and follows each commit at once; what lies in packs comes from the
 * search index, which has read them already, as soon as it has indexed them. A dialog that is packed, or moves to another pack,
 * keeps its line until the index knows its new place.
 */
export class LinesOfReplica {
  lines = new Lines();
  /** Lines that lie in rows. */
  live = new Map<Id, DialogPart>();
  /** Everything in the replica is in `lines`. */
  whole = false;
  private readonly db: ReplicaDb;
  private readonly index: SearchIndex;
  private readonly options: FollowOptions;
  private readonly packs = new Map<string, Id[]>();
  private readonly packOf = new Map<Id, string>();
  /** In rows no more, in some pack that is not indexed yet. */
  private readonly held = new Set<Id>();
  private touched: Touched = nothing();
  private names = false;
  private opening: Promise<void> | null = null;
  /** One thing after the other. */
  private work: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private readonly listener = (parts: Readonly<Record<string, unknown>>): void => {
    noteChanges(this.touched, this.db.name, parts);
    this.names ||= `idb://${this.db.name}/directory/` in parts;
    if (this.names || !isNothing(this.touched)) this.schedule();
  };

  constructor(db: ReplicaDb, index: SearchIndex, options: FollowOptions) {
    this.db = db;
    this.index = index;
    this.options = options;
  }

  /** Begins with the first question. Resolves when what lies in rows is there; packs follow. */
  ready(): Promise<void> {
    if (this.opening) return this.opening;
    Dexie.on.storagemutated.subscribe(this.listener);
    this.opening = this.next(async () => {
      await this.readNames();
      await this.readRows();
    });
    this.indexed();
    return this.opening;
  }

  /** The search index has come to the end of what it had to do. */
  indexed(): void {
    if (this.opening)
      detach(
        this.next(() => this.readPacks()),
        () => undefined,
      );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    Dexie.on.storagemutated.unsubscribe(this.listener);
    clearTimeout(this.timer);
    await this.work.catch(() => undefined);
  }

  /** Resolves when all that was written so far is in the lines. */
  async settled(): Promise<void> {
    while (this.timer !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    await this.work;
  }

  private next(step: () => Promise<void>): Promise<void> {
    const done = this.work.then(() => (this.stopped ? undefined : step()));
    // Whoever waits hears of it; the next step goes on. A replica that closes is no failure.
    this.work = done.catch((error: unknown) => {
      if (!this.stopped) console.warn('lines of the table could not be read', error);
    });
    return done;
  }

  private schedule(): void {
    if (this.timer !== undefined || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      detach(
        this.next(() => this.follow()),
        () => undefined,
      );
    }, this.options.gatherMs ?? 30);
  }

  private async follow(): Promise<void> {
    const { touched, names } = this;
    this.touched = nothing();
    this.names = false;
    if (names) await this.readNames();
    if (touched.everything) await this.startOver();
    else {
      await this.readDialogs([...touched.dialogs.keys()]);
      await this.readClients([...touched.contacts].filter((id) => this.lines.knowsClient(id)));
      if (touched.packs) await this.seeWhole();
    }
    this.options.onChange();
  }

  /** Nobody knows what was written: what is gone from the replica must not stay in sight for a moment. */
  private async startOver(): Promise<void> {
    this.lines = new Lines();
    this.live = new Map();
    this.packs.clear();
    this.packOf.clear();
    this.held.clear();
    await this.readNames();
    await this.readRows();
    await this.readPacks();
  }

  private async readNames(): Promise<void> {
    const rows = await this.db.directory.toArray();
    const of = (kind: 'operator' | 'line' | 'branch' | 'channel') =>
      ranksByName(
        rows.flatMap((entry) => (entry.kind === kind ? [{ id: entry.id, name: entry.row.name }] : [])),
      );
    this.lines.setRanks({
      operators: of('operator'),
      lines: of('line'),
      branches: of('branch'),
      channels: of('channel'),
    });
  }

  private async readRows(): Promise<void> {
    const ids = await this.db.dialogs.toCollection().primaryKeys();
    for (let at = 0; at < ids.length && !this.stopped; at += ROWS_PER_READ)
      await this.readDialogs(ids.slice(at, at + ROWS_PER_READ));
  }

  private async readDialogs(ids: readonly Id[]): Promise<void> {
    const records = await this.db.dialogs.bulkGet([...ids]);
    const away: Id[] = [];
    const newClients = new Set<Id>();
    for (const [i, record] of records.entries()) {
      const id = ids[i] ?? '';
      if (!record) {
        if (this.live.has(id)) away.push(id);
        continue;
      }
      const row = dialogPart(record.dialog);
      this.live.set(id, row);
      this.held.delete(id);
      this.packOf.delete(id);
      if (!this.lines.knowsClient(row.contactId)) newClients.add(row.contactId);
      this.lines.put(row, null, 0);
    }
    await this.readClients([...newClients]);
    await this.letGo(away);
  }

  /** Dialogs that lie in rows no more. */
  private async letGo(ids: readonly Id[]): Promise<void> {
    if (ids.length === 0) return;
    const packed = new Set((await packsWith(this.db, ids)).flatMap((pack) => pack.ids));
    for (const id of ids)
      if (packed.has(id)) this.held.add(id);
      else this.forget(id, Date.now());
  }

  /** @param takenAwayAt null: it is only not kept here any more */
  private forget(id: Id, takenAwayAt: number | null): void {
    this.live.delete(id);
    this.held.delete(id);
    this.packOf.delete(id);
    this.lines.remove(id, takenAwayAt);
  }

  private async readClients(ids: readonly Id[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await this.db.contacts.bulkGet([...ids]);
    for (const row of rows) if (row) this.lines.putClient(row.id, clientPart(row), row.rev);
  }

  private async readPacks(): Promise<void> {
    const there = await packKeys(this.db);
    const indexed = [...this.index.packs()].filter((key) => there.has(key));
    const missing = indexed.filter((key) => !this.packs.has(key));
    for (const [i, key] of missing.entries()) {
      if (this.stopped) return;
      this.readPack(key);
      if (i % PACKS_PER_TURN === PACKS_PER_TURN - 1) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const now = new Set(indexed);
    const ends = new Set(Array.from(there.values(), ([newest]) => newest));
    for (const [key, ids] of this.packs) {
      if (now.has(key)) continue;
      this.packs.delete(key);
      // For want of room packs go whole. Where one with the same end lies instead, single dialogs were taken out of it.
      const takenAwayAt = ends.has(newestOf(key)) ? Date.now() : null;
      for (const id of ids) if (this.packOf.get(id) === key) this.forget(id, takenAwayAt);
    }
    const lost = [...this.held];
    this.held.clear();
    await this.letGo(lost);
    this.whole = this.packs.size === there.size;
    this.options.onChange();
  }

  private readPack(key: string): void {
    const ids: Id[] = [];
    for (const { dialog, client, rev } of this.index.tableRows(packMark(key))) {
      if (this.live.has(dialog.id) && !this.held.has(dialog.id)) continue;
      this.live.delete(dialog.id);
      this.held.delete(dialog.id);
      this.packOf.set(dialog.id, key);
      this.lines.put(dialog, client, rev);
      ids.push(dialog.id);
    }
    this.packs.set(key, ids);
  }

  private async seeWhole(): Promise<void> {
    this.whole = this.packs.size === (await this.db.archive.count());
  }
}
