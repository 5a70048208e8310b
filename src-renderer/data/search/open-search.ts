import { Dexie } from 'dexie';
import { Asker, type Port } from './calls.ts';
import { lockName } from './lock-name.ts';
import type { SearchHandle } from './handle.ts';
import { whenCalm } from './when-calm.ts';
import type { SearchOrder, SearchReport } from './worker.ts';

const FOLDER = 'search-';
/**
 * The first screen comes first, and whoever brings the replica up to date: a first sync of a million messages has both cores to itself. A
 * question starts the worker at once.
 */
const CALM = { leastMs: 1_500, ms: 600, mostMs: 30_000 };
/** A worker that does not answer for so long is not stopped gracefully any more, in milliseconds. */
const STOP_TIMEOUT_MS = 2_000;
/** Handles of a worker that was ended are closed a moment later. */
const REMOVE_TRIES = 20;
const REMOVE_PAUSE_MS = 150;

/** Where there is no worker (tests, Node) nothing local is found. */
export function noSearch(reason: string): SearchHandle {
  return {
    state: () => ({ kind: 'unavailable', reason }),
    subscribe: () => () => undefined,
    find: () => Promise.resolve(null),
    askTable: () => Promise.resolve(null),
    onLines: () => () => undefined,
    stop: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
}

/** Local search in a worker of its own, which starts when the first screen is there and nothing is being written, or when asked. */
export function openSearch(databaseName: string): SearchHandle {
  if (typeof Worker === 'undefined') return noSearch('no worker');
  const folder = FOLDER + encodeURIComponent(databaseName);
  const line = new WorkerLine();
  const asker = new Asker(line.port);
  let stopping: Promise<void> | null = null;
  const start = (): void => {
    doNotWait();
    if (!stopping) line.start({ order: 'open', target: { databaseName, folder } });
  };
  const doNotWait = whenCalm(databaseName, CALM, start);
  const stop = (): Promise<void> => {
    doNotWait();
    asker.close();
    stopping ??= line.stop();
    return stopping;
  };
  return {
    state: () => asker.state(),
    subscribe: (listener) => asker.subscribe(listener),
    find(question) {
      start();
      return asker.find(question);
    },
    askTable(question) {
      start();
      return asker.askTable(question);
    },
    onLines: (listener) => asker.onLines(listener),
    stop,
    async remove() {
      await stop();
      await removeFolder(databaseName, folder);
      await removeOrphans();
      await removeChecks();
    },
  };
}

/** A line to a worker that is not there yet: what is said before is said when it is. */
class WorkerLine {
  private worker: Worker | null = null;
  private readonly early: unknown[] = [];
  private readonly listeners = new Set<(message: unknown) => void>();
  readonly port: Port = {
    post: (message) => (this.worker ? this.worker.postMessage(message) : this.early.push(message)),
    listen: (onMessage) => {
      this.listeners.add(onMessage);
      return () => this.listeners.delete(onMessage);
    },
  };

  start(order: SearchOrder): void {
    if (this.worker) return;
    // This very form is what the bundler recognises.
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'otklik-search',
    });
    worker.addEventListener('message', (event: MessageEvent) => this.hear(event.data));
    worker.addEventListener('error', (event) => {
      console.error('search worker failed', event.message);
      this.hear({ search: 'state', state: { kind: 'unavailable', reason: event.message ?? 'worker' } });
    });
    this.worker = worker;
    worker.postMessage(order);
    for (const message of this.early.splice(0)) worker.postMessage(message);
  }

  async stop(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      this.port.listen((message) => {
        if ((message as Partial<SearchReport>).report === 'stopped') resolve();
      });
      setTimeout(resolve, STOP_TIMEOUT_MS);
      worker.postMessage({ order: 'stop' } satisfies SearchOrder);
    });
    worker.terminate();
  }

  private hear(message: unknown): void {
    for (const listener of this.listeners) listener(message);
  }
}

/** Takes an index away, as soon as nobody has it open any more. */
async function removeFolder(databaseName: string, folder: string): Promise<void> {
  const root = await rootFolder();
  if (!root) return;
  await whenFree(databaseName, async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await root.removeEntry(folder, { recursive: true });
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NotFoundError') return;
        if (tries === REMOVE_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, REMOVE_PAUSE_MS));
      }
    }
  });
}

async function whenFree(databaseName: string, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(lockName(databaseName), { signal: AbortSignal.timeout(10_000) }, work);
}

/** Indexes of replicas that are no longer there: their window was closed in the middle of a sign-out. */
export async function removeOrphans(): Promise<void> {
  const root = await rootFolder();
  if (!root) return;
  const replicas = new Set(await Dexie.getDatabaseNames());
  for await (const [name] of root.entries()) {
    if (!name.startsWith(FOLDER)) continue;
    const databaseName = decodeURIComponent(name.slice(FOLDER.length));
    if (!replicas.has(databaseName)) await removeFolder(databaseName, name).catch(() => undefined);
  }
}

/** SQLite tries with an empty file whether it can have files, and does not always take it away again. */
async function removeChecks(): Promise<void> {
  const root = await rootFolder();
  if (!root) return;
  for await (const [name] of root.entries())
    if (name.startsWith('.opfs-sahpool-sync-check-')) await root.removeEntry(name).catch(() => undefined);
}

async function rootFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await navigator.storage.getDirectory();
  } catch {
    return null;
  }
}
