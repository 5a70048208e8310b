import type { Message } from '#shared/domain/message.ts';
import type { Took } from './calls.ts';

/** Rows are data here: nobody looks into them, so nobody parses them by a schema. */
export async function fetchRows(page: number): Promise<Message[]> {
  const response = await fetch(`/rows/${page}`);
  return (await response.json()) as Message[];
}

function done(request: IDBOpenDBRequest | IDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
  });
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('messages', { keyPath: ['dialogId', 'seq'] });
  });
  await done(request);
  return request.result;
}

function writeRows(db: IDBDatabase, rows: readonly Message[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('messages', 'readwrite');
    const store = transaction.objectStore('messages');
    for (const row of rows) store.put(row);
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
  });
}

export async function rowWrites(input: { pages: number; perTransaction: number }): Promise<Took> {
  const rows: Message[] = [];
  for (let page = 0; page < input.pages; page += 1) rows.push(...(await fetchRows(page)));
  const db = await openDatabase(`floor-${crypto.randomUUID()}`);
  const startedAt = performance.now();
  for (let i = 0; i < rows.length; i += input.perTransaction) {
    await writeRows(db, rows.slice(i, i + input.perTransaction));
  }
  const ms = performance.now() - startedAt;
  db.close();
  return { messages: rows.length, ms };
}

export async function wireOnly(input: { pages: number }): Promise<Took> {
  const startedAt = performance.now();
  let messages = 0;
  for (let page = 0; page < input.pages; page += 1) messages += (await fetchRows(page)).length;
  return { messages, ms: performance.now() - startedAt };
}
