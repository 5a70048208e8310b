import { detach } from '#shared/lib/detach.ts';
import type { ReplicaDb } from '../data/db/database.ts';
import {
  copyToSafe,
  readSafe,
  takeBack,
  type Alone,
  type Reopened,
  type SafeStore,
} from '../data/db/safe.ts';
import { storageTrouble } from '../data/db/storage-trouble.ts';

/**
 * Opens a person's replica. One that cannot be opened because it is damaged is replaced by an empty one, provided that what
 * exists nowhere else lies in the safe too; otherwise this rejects, and nothing is touched.
 */
export async function openReplica(db: ReplicaDb, store: SafeStore): Promise<Reopened> {
  askForPersistence();
  try {
    await db.open();
  } catch (error) {
    if (storageTrouble(error)?.kind !== 'damaged' || !readSafe(store)) throw error;
    console.warn('the local copy cannot be opened and is made anew', error);
    await db.delete();
    await db.open();
  }
  return takeBack(db, store);
}

/** The browser is asked not to clear the database, and with it the outbox, when the disk runs full. It may decline. */
function askForPersistence(): void {
  const { storage } = (globalThis as { navigator?: { storage?: StorageManager } }).navigator ?? {};
  if (storage === undefined) return;
  detach(storage.persist(), (error) => console.warn('the browser was not asked to keep the copy', error));
}

/** Opens it again after trouble. @param anew throw it away whether it answers or not */
export async function reopenReplica(db: ReplicaDb, store: SafeStore, anew: boolean): Promise<Reopened> {
  db.close({ disableAutoOpen: true });
  const sound = await isSound(db);
  if (anew || !sound) {
    // Tables are damaged one by one: this part may still be readable, and is newer than its copy.
    await copyToSafe(db, store).catch(() => undefined);
    await db.delete();
    await db.open();
  }
  return takeBack(db, store);
}

/** Whether it opens, and every table answers and can be written. */
async function isSound(db: ReplicaDb): Promise<boolean> {
  try {
    await db.open();
    await db.transaction('rw', db.tables, async () => {
      for (const table of db.tables) await table.limit(1).toArray();
      await db.meta.update('safe', { value: true });
    });
    return true;
  } catch {
    return false;
  }
}

/** One window at a time, where the browser has locks. */
export function aloneAs(name: string): Alone {
  const { locks } = (globalThis as { navigator?: { locks?: LockManager } }).navigator ?? {};
  return (work) => (locks ? locks.request(name, work) : work());
}
