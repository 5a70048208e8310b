import { uuidv7 } from '#shared/lib/ids.ts';
import { openStorage } from '../core/storage.ts';

/** A file that was chosen and not sent. */
export interface KeptFile {
  id: string;
  file: File;
}

/** The bytes of chosen files on the visitor's device, so that a reload or a walk to another page of the site does not lose them. */
export interface Kept {
  /** What this tab left here, in the order of choosing. */
  all(): Promise<KeptFile[]>;
  /** @returns whether it is kept: a full disk, a private window or too much of it may say no */
  put(file: KeptFile): Promise<boolean>;
  drop(ids: readonly string[]): void;
}

interface Row {
  id: string;
  /** Channel and tab. */
  place: string;
  name: string;
  blob: Blob;
  at: number;
}

const STORE = 'files';
const KEPT_MS = 7 * 24 * 3600 * 1000;
/** Together, of all tabs: the device is the visitor's. */
const MOST_BYTES = 200_000_000;
/** Of what was dropped a moment ago. */
const MOST_GONE = 50;

export function openKept(channelId: string): Kept {
  // A tab of its own: another one shows what was chosen there, and must not send it a second time.
  const tab = openStorage(channelId, () => sessionStorage);
  const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
  const place = tab.get('tab') ?? newId();
  tab.set('tab', place);
  // What was dropped is said at once: a page that is left may end before the store has heard of it.
  const gone = new Set(tab.get('gone')?.split(' '));
  let db: Promise<IDBDatabase> | undefined;

  async function work<T>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const { result, done } = inStore(await (db ??= openDb()), mode, ask);
    await done;
    return result();
  }
  const rows = (): Promise<Row[]> => work('readonly', (store) => store.getAll() as IDBRequest<Row[]>);

  return {
    async all() {
      try {
        const known = await rows();
        const old = known
          .filter(({ id, at }) => gone.has(id) || at < Date.now() - KEPT_MS)
          .map(({ id }) => id);
        for (const id of old) await work('readwrite', (store) => store.delete(id));
        return known
          .filter((row) => row.place === place && !old.includes(row.id))
          .map(({ id, name, blob }) => ({ id, file: new File([blob], name, { type: blob.type }) }));
      } catch {
        return [];
      }
    },
    async put({ id, file }) {
      try {
        const bytes = (await rows()).reduce((sum, { blob }) => sum + blob.size, 0);
        if (bytes + file.size > MOST_BYTES) return false;
        const row: Row = { id, place, name: file.name, blob: file, at: Date.now() };
        await work('readwrite', (store) => store.put(row));
        return true;
      } catch {
        return false;
      }
    },
    drop(ids) {
      for (const id of ids) gone.add(id);
      tab.set('gone', [...gone].slice(-MOST_GONE).join(' '));
      for (const id of ids) work('readwrite', (store) => store.delete(id)).catch(() => undefined);
    },
  };
}

function openDb(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('otklik-chat', 1);
    opening.addEventListener('upgradeneeded', () =>
      opening.result.createObjectStore(STORE, { keyPath: 'id' }),
    );
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('IndexedDB')));
  });
}

function inStore<T>(
  db: IDBDatabase,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
) {
  const transaction = db.transaction(STORE, mode);
  const request = ask(transaction.objectStore(STORE));
  const done = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    // A full disk aborts without an error of the request.
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
  });
  return { result: () => request.result, done };
}
