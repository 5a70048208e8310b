import init, { type Database, type SAHPoolUtil, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';

/** SQLite in this thread, with a file of its own in the origin's private file system, or in memory. */
export interface OpenedDatabase {
  sqlite: Sqlite3Static;
  db: Database;
  /** Takes the file and everything around it away; the database must be closed. */
  remove(): Promise<void>;
  /** Closes the database and lets go of its files, so that another owner can open them. */
  close(): void;
}

let loading: Promise<Sqlite3Static> | null = null;

/** Loaded once, when first needed: a megabyte that the first screen does not wait for. */
export function loadSqlite(): Promise<Sqlite3Static> {
  loading ??= init();
  return loading;
}

export async function openInMemory(): Promise<OpenedDatabase> {
  const sqlite = await loadSqlite();
  const db = new sqlite.oo1.DB(':memory:');
  return { sqlite, db, remove: () => Promise.resolve(), close: () => db.close() };
}

const FILE = '/index.sqlite';

/** Whether this place can have files: a worker in a secure context (not plain HTTP on a LAN, no private window of some browsers). */
export async function hasFiles(): Promise<boolean> {
  try {
    if (
      typeof FileSystemFileHandle === 'undefined' ||
      !('createSyncAccessHandle' in FileSystemFileHandle.prototype)
    )
      return false;
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

/** @param folder of the origin's private file system, for this database alone; one owner at a time */
export async function openInFiles(folder: string): Promise<OpenedDatabase> {
  const sqlite = await loadSqlite();
  const pool = await sqlite.installOpfsSAHPoolVfs({ name: folder, directory: folder, initialCapacity: 4 });
  const db = openPooled(pool);
  return {
    sqlite,
    db,
    async remove() {
      if (db.isOpen()) db.close();
      await pool.removeVfs();
    },
    close() {
      if (db.isOpen()) db.close();
      pool.pauseVfs();
    },
  };
}

function openPooled(pool: SAHPoolUtil): Database {
  try {
    return new pool.OpfsSAHPoolDb(FILE);
  } catch {
    // Not even a damaged database opens like this: the file itself is no longer what the pool thinks.
    pool.unlink(FILE);
    return new pool.OpfsSAHPoolDb(FILE);
  }
}
