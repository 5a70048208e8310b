import type { EngineOptions } from './engine.ts';
import type { SyncHandle } from './handle.ts';
import { openLocalSync, type SyncTarget } from './local.ts';
import { remoteSync, type Port } from './rpc.ts';
import { Seat } from './seat.ts';
import type { WorkerOrder, WorkerReport } from './worker.ts';

export interface OpenSyncOptions {
  /** False: in this thread, as in tests and in Node. */
  worker: boolean;
  /** For sync in this thread only; a worker uses the real ones. */
  engine?: Partial<EngineOptions>;
}

/** Starts sync in a worker of its own; where there is no worker to be had, in this thread. */
export function openSync(target: SyncTarget, options: OpenSyncOptions): SyncHandle {
  if (!options.worker || typeof Worker === 'undefined') return openLocalSync(target, options.engine);
  return workerSync(target);
}

/** A worker that does not answer for so long is not stopped gracefully any more, in milliseconds. */
const STOP_TIMEOUT_MS = 2_000;

function workerSync(target: SyncTarget): SyncHandle {
  // This very form is what the bundler recognises.
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'otklik-sync' });
  const port: Port = {
    post: (message) => worker.postMessage(message),
    listen(onMessage) {
      const listener = (event: MessageEvent) => onMessage(event.data);
      worker.addEventListener('message', listener);
      return () => worker.removeEventListener('message', listener);
    },
  };
  const order = (message: WorkerOrder) => worker.postMessage(message);
  const onReport = (report: WorkerReport['report'], call: () => void) =>
    port.listen((message) => {
      if ((message as Partial<WorkerReport>).report === report) call();
    });

  let opened = false;
  onReport('opened', () => (opened = true));
  order({ order: 'open', target });
  const seat = new Seat(remoteSync(port, 'same_bundle'));
  let instead: SyncHandle | null = null;
  worker.addEventListener('error', (event) => {
    console.error('sync worker failed', event.message);
    if (opened || instead) return;
    // The script did not load (an old proxy, a policy): the page does the work itself.
    worker.terminate();
    instead = openLocalSync(target);
    seat.take(instead);
  });
  return seat.asHandle(async () => {
    if (instead) return instead.stop();
    const stopped = new Promise<void>((resolve) => {
      onReport('stopped', resolve);
      setTimeout(resolve, STOP_TIMEOUT_MS);
    });
    order({ order: 'stop' });
    await stopped;
    return worker.terminate();
  });
}
