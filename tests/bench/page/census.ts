/** Counts what lies in the browser's databases, without the product's help and in any shape it has had. */

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
  });
}

interface Count {
  messages: number;
  records: number;
}

/** How many messages one record of a store stands for. */
const WEIGH: Readonly<Record<string, (record: Record<string, unknown>) => number>> = {
  pages: ({ from, to }) => Number(to) - Number(from) + 1,
  archive: ({ messages }) => Number(messages),
};

function scan(db: IDBDatabase, name: string, look: (record: Record<string, unknown>) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = db.transaction(name).objectStore(name).openCursor();
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    request.addEventListener('success', () => {
      const cursor = request.result;
      if (!cursor) return resolve();
      look(cursor.value as Record<string, unknown>);
      cursor.continue();
    });
  });
}

async function countStore(db: IDBDatabase, name: string): Promise<Count> {
  const records = await asPromise(db.transaction(name).objectStore(name).count());
  if (name === 'messages') return { messages: records, records };
  const weigh = WEIGH[name];
  let messages = 0;
  if (weigh) await scan(db, name, (record) => (messages += weigh(record)));
  return { messages, records };
}

async function withDatabases(prefix: string, work: (db: IDBDatabase) => Promise<void>): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith(prefix) !== true) continue;
    const db = await asPromise(indexedDB.open(name));
    await work(db);
    db.close();
  }
}

/** Looks at every record of a store, one after the other; a store that does not exist has none. */
export async function scanStore(
  prefix: string,
  store: string,
  look: (record: Record<string, unknown>) => void,
): Promise<void> {
  await withDatabases(prefix, async (db) => {
    if (db.objectStoreNames.contains(store)) await scan(db, store, look);
  });
}

/** All records of a store at once: the fastest way there is, for records that are small. */
export async function readStore(prefix: string, store: string): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = [];
  await withDatabases(prefix, async (db) => {
    if (!db.objectStoreNames.contains(store)) return;
    const all: unknown[] = await asPromise(db.transaction(store).objectStore(store).getAll());
    for (const one of all) records.push(one as Record<string, unknown>);
  });
  return records;
}

/** @param prefix of the databases' names */
export async function census(prefix: string): Promise<Count> {
  const total: Count = { messages: 0, records: 0 };
  await withDatabases(prefix, async (db) => {
    for (const store of db.objectStoreNames) {
      const { messages, records } = await countStore(db, store);
      total.messages += messages;
      total.records += records;
    }
  });
  return total;
}
