import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { packKey, packOf } from '../db/archive.ts';
import { syncedTables, type ReplicaDb } from '../db/database.ts';
import { pagesBetween, readPage, type Layout } from '../db/pages.ts';
import type { DialogRecord } from '../db/rows.ts';
import { endArchive } from './archive-store.ts';
import { addToCounters, removeHomeless } from './staging-io.ts';
import { nextStep, readSyncMeta } from './sync-meta.ts';

/** Most messages kept of one dialog in a pack: its newest. */
const PACK_MESSAGES = 500;
/** Packs looked at together when the oldest go. */
const EVICTED = 8;

/**
 * Keeps the replica small: closed dialogs that came as rows and came to rest are packed, and what is over the limit goes,
 * oldest first, as a range of the key. Every step is a transaction of its own.
 *
 * @param most dialogs in the archive
 * @param now by this computer's clock
 */
export async function tidyArchive(
  db: ReplicaDb,
  layout: Layout,
  most: number,
  now: Timestamp,
): Promise<void> {
  const offset: unknown = (await db.meta.get('clockOffset'))?.value;
  const hubNow = now + (typeof offset === 'number' ? offset : 0);
  const { ms, dialogs } = layout.settled;
  while (await packSettled(db, hubNow - ms, dialogs));
  while (await evictOldest(db, most));
}

/** @returns whether there may be more */
export async function packSettled(db: ReplicaDb, before: Timestamp, size: number): Promise<boolean> {
  return db.transaction('rw', syncedTables(db), async () => {
    // While a snapshot is due or on its way, rows may not be ours any more; it takes them away, and would not find them packed.
    if (nextStep(await readSyncMeta(db)).kind !== 'live') return false;
    const records = await db.dialogs.where('lists.closed').below(before).limit(size).toArray();
    if (records.length < size) return false;
    const contacts = await db.contacts.bulkGet(records.map((record) => record.contactId));
    const bundles: DialogBundle[] = [];
    for (const [i, { dialog, id }] of records.entries()) {
      const contact = contacts[i];
      const record = records[i];
      if (!contact || !record) continue;
      const messages = await newestMessages(db, record);
      bundles.push({ dialog, contact, page: { dialogId: id, messages } });
      await removeRows(db, id);
    }
    if (bundles.length === 0) return false;
    await db.archive.put(packOf(bundles));
    await addToCounters(db, { closed: -bundles.length, archived: bundles.length });
    return true;
  });
}

/** Without a hole, so not beyond a page that cannot be read. */
async function newestMessages(db: ReplicaDb, { id, known }: DialogRecord): Promise<Message[]> {
  if (!known) return [];
  let messages = await db.messages.where('[dialogId+seq]').between([id, 0], [id, Infinity]).toArray();
  for (const page of (await pagesBetween(db, id, known.from, known.tail)).toReversed()) {
    const older = messages.length < PACK_MESSAGES ? readPage(page) : null;
    if (!older) break;
    messages = [...older, ...messages];
  }
  return messages.slice(-PACK_MESSAGES);
}

async function removeRows(db: ReplicaDb, id: Id): Promise<void> {
  await db.dialogs.delete(id);
  await db.messages.where('[dialogId+seq]').between([id, 0], [id, Infinity]).delete();
  await db.pages.where('[dialogId+from]').between([id, 0], [id, Infinity]).delete();
}

/** @returns whether there may be more */
export async function evictOldest(db: ReplicaDb, most: number): Promise<boolean> {
  return db.transaction('rw', syncedTables(db), async () => {
    const excess = ((await db.counters.get('archived'))?.count ?? 0) - most;
    if (excess <= 0) return false;
    const oldest = await db.archive.orderBy('[newest+name]').limit(EVICTED).toArray();
    let evicted = 0;
    const going = oldest.filter((pack) => {
      const goes = evicted < excess;
      if (goes) evicted += pack.ids.length;
      return goes;
    });
    const last = going.at(-1);
    if (!last) return false;
    await db.archive.where('[newest+name]').belowOrEqual(packKey(last)).delete();
    await addToCounters(db, { archived: -evicted });
    await removeHomeless(db, new Set(going.flatMap((pack) => pack.contactIds)));
    return evicted < excess;
  });
}

/**
 * There is no room on this computer: half of the archive goes, the oldest first, and no more of it is fetched until the next
 * snapshot. Rows are left alone; they are what people work with.
 */
export async function makeRoom(db: ReplicaDb): Promise<void> {
  const archived = (await db.counters.get('archived'))?.count ?? 0;
  await endArchive(db);
  while (await evictOldest(db, Math.floor(archived / 2)));
}
