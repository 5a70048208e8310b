import { z } from 'zod';
import { parseJson } from '#shared/lib/json.ts';
import { detach } from '#shared/lib/detach.ts';
import { onCommitted } from './changes.ts';
import type { ReplicaDb } from './database.ts';
import type { DraftRow, OutboxRow } from './rows.ts';
import { storageTrouble } from './storage-trouble.ts';

/**
 * The safe: a second copy of what exists nowhere else, the outbox and the drafts, outside of IndexedDB.
 *
 * A database of its own would not do: Chromium keeps all databases of an origin in one store, and when that is damaged it
 * silently begins an empty one. The browser's local storage is another store, lies on every kind of page, and is large
 * enough for what one person has not sent yet (decision 015).
 *
 * The replica's database is the truth as long as it lives; the safe follows it. Only a database that is new, or was lost, takes
 * back what the safe holds. What the hub has meanwhile done of it is done once, because intents keep their ids.
 */
export interface SafeStore {
  read(): string | null;
  /** May refuse, when it is full or forbidden. */
  write(text: string): void;
  remove(): void;
}

/** Rows are looked at no closer than their places need: what another version wrote is carried along as it is. */
const contentsSchema = z.object({
  outbox: z.array(
    z.looseObject({
      n: z.int(),
      id: z.string(),
      dialogId: z.string(),
      state: z.looseObject({ kind: z.string() }),
    }),
  ),
  drafts: z.array(z.looseObject({ dialogId: z.string(), text: z.string() })),
});

export interface SafeContents {
  outbox: OutboxRow[];
  drafts: DraftRow[];
}

/** Null: there is none, or none that can be read. */
export function readSafe(store: SafeStore): SafeContents | null {
  const text = store.read();
  const parsed = contentsSchema.safeParse(text === null ? null : parseJson(text));
  // The payload of a row is parsed by the outbox, before it runs.
  return parsed.success ? (parsed.data as unknown as SafeContents) : null;
}

/**
 * Brings the safe up to date with the database. One without its mark is not the one that the safe follows: it may have been
 * made a moment ago, empty, in place of a lost one.
 * @param isWanted asked when all is read: whoever signed out meanwhile has emptied the safe, and nothing may come into it again
 */
export async function copyToSafe(
  db: ReplicaDb,
  store: SafeStore,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const contents = await db.transaction('r', db.meta, db.outbox, db.drafts, async () => {
    if (!(await hasMark(db))) return null;
    return { outbox: await db.outbox.orderBy('n').toArray(), drafts: await db.drafts.toArray() };
  });
  if (contents && isWanted()) writeSafe(store, contents);
}

async function hasMark(db: ReplicaDb): Promise<boolean> {
  return (await db.meta.get('safe'))?.value === true;
}

function writeSafe(store: SafeStore, contents: SafeContents): void {
  const text = JSON.stringify(contents);
  try {
    if (store.read() !== text) store.write(text);
  } catch (error) {
    // Full, or forbidden here. The database still has everything; only the second copy is older.
    console.warn('the second copy of what is unsent could not be written', error);
  }
}

/** Unsent intents among the rows of a lost outbox. */
function unsent(rows: readonly OutboxRow[]): number {
  return rows.filter((row) => row.state.kind !== 'confirmed').length;
}

export interface Reopened {
  /** The database that was here is gone, and this is another one. */
  renewed: boolean;
  /** So many unsent intents were taken back from the safe. */
  restored: number;
}

/**
 * Takes back what the safe holds, if the database is not the one that the safe followed. Whether it is says a mark that lies in
 * the database.
 */
export async function takeBack(db: ReplicaDb, store: SafeStore): Promise<Reopened> {
  const contents = readSafe(store);
  return db.transaction('rw', db.meta, db.outbox, db.drafts, async () => {
    if (await hasMark(db)) return { renewed: false, restored: 0 };
    await db.meta.put({ key: 'safe', value: true });
    if (!contents) return { renewed: false, restored: 0 };
    const here = await db.outbox.toArray();
    const [ids, places] = [new Set(here.map((row) => row.id)), new Set(here.map((row) => row.n))];
    const missing = contents.outbox.filter((row) => !ids.has(row.id));
    for (const row of missing.map(asRestored)) {
      const { n, ...rest } = row;
      await db.outbox.add(places.has(n) ? rest : row);
    }
    const written = new Set(await db.drafts.toCollection().primaryKeys());
    await db.drafts.bulkPut(contents.drafts.filter((draft) => !written.has(draft.dialogId)));
    return { renewed: true, restored: unsent(missing) };
  });
}

/** The safe is a moment behind: what waited may have been handed to the network since, so its outcome is unknown. */
function asRestored(row: OutboxRow): OutboxRow {
  const { kind } = row.state;
  if (kind !== 'waiting' && kind !== 'sending') return row;
  return { ...row, state: { kind: 'waiting' }, attempts: Math.max(1, row.attempts) };
}

/** Runs `work` alone among the windows; at once where there are no locks. */
export type Alone = (work: () => Promise<void>) => Promise<unknown>;

/** Lets the safe follow the database until the returned function is called. */
export function followWithSafe(db: ReplicaDb, store: SafeStore, alone: Alone): () => void {
  let state: 'resting' | 'busy' | 'outdated' | 'stopped' = 'resting';
  const isStopped = (): boolean => state === 'stopped';
  const copy = async (): Promise<void> => {
    while (state === 'outdated') {
      state = 'busy';
      // Read and written in one turn among the windows, so that an older look never covers a newer one.
      await alone(() => copyToSafe(db, store, () => !isStopped()));
    }
    if (state === 'busy') state = 'resting';
  };
  const changed = (): void => {
    if (state === 'stopped') return;
    const resting = state === 'resting';
    state = 'outdated';
    if (!resting) return;
    detach(copy(), (error) => {
      if (state !== 'stopped') state = 'resting';
      if (storageTrouble(error)) console.warn('what is unsent could not be read for its second copy', error);
    });
  };
  const unwatch = onCommitted(db, [{ table: 'outbox' }, { table: 'drafts' }], changed);
  changed();
  return () => {
    state = 'stopped';
    unwatch();
  };
}
