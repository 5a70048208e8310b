/** Entry of the sync worker: one target for its whole life, then a served handle. */
import { detach } from '#shared/lib/detach.ts';
import type { SyncHandle } from './handle.ts';
import { openLocalSync, type SyncTarget } from './local.ts';
import { serveSync } from './rpc.ts';

/** What the page says besides the requests of `rpc.ts`. Page and worker come from one bundle, so these are trusted. */
export type WorkerOrder = { order: 'open'; target: SyncTarget } | { order: 'stop' };
export interface WorkerReport {
  report: 'stopped' | 'opened';
}

interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
let handle: SyncHandle | null = null;

scope.addEventListener('message', (event) => {
  const order = event.data as WorkerOrder | { order?: undefined };
  if (order.order === 'open' && !handle) open(order.target);
  else if (order.order === 'stop') detach(stop(), (error) => console.error('sync worker cannot stop', error));
});

function open(target: SyncTarget): void {
  handle = openLocalSync(target);
  serveSync(handle, {
    post: (message) => scope.postMessage(message),
    listen(onMessage) {
      const listener = (event: MessageEvent) => onMessage(event.data);
      scope.addEventListener('message', listener);
      return () => scope.removeEventListener('message', listener);
    },
  });
  scope.postMessage({ report: 'opened' } satisfies WorkerReport);
}

async function stop(): Promise<void> {
  await handle?.stop();
  scope.postMessage({ report: 'stopped' } satisfies WorkerReport);
}
