/** Entry of the search worker: one target for its whole life. */
import { detach } from '#shared/lib/detach.ts';
import { serve, type Port } from './calls.ts';
import { runElected, type SearchTarget } from './elected.ts';

/** What the page says besides questions. Page and worker come from one bundle, so these are trusted. */
export type SearchOrder = { order: 'open'; target: SearchTarget } | { order: 'stop' };
export interface SearchReport {
  report: 'stopped';
}

interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const leave = new AbortController();
let running: Promise<void> | null = null;

const page: Port = {
  post: (message) => scope.postMessage(message),
  listen(onMessage) {
    const listener = (event: MessageEvent): void => onMessage(event.data);
    scope.addEventListener('message', listener);
    return () => scope.removeEventListener('message', listener);
  },
};

scope.addEventListener('message', (event) => {
  const order = event.data as SearchOrder | { order?: undefined };
  if (order.order === 'open') running ??= open(order.target);
  else if (order.order === 'stop') detach(stop(), (error) => console.error('search cannot stop', error));
});

function open(target: SearchTarget): Promise<void> {
  let unserve = (): void => undefined;
  return runElected(
    target,
    (answerer) => {
      unserve();
      unserve = serve(answerer, page);
    },
    leave.signal,
  );
}

async function stop(): Promise<void> {
  leave.abort();
  await running;
  scope.postMessage({ report: 'stopped' } satisfies SearchReport);
}
