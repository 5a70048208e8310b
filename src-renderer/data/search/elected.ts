import { detach } from '#shared/lib/detach.ts';
import { Asker, serve, type Answerer, type Port } from './calls.ts';
import type { SearchState } from './handle.ts';
import { lockName } from './lock-name.ts';
import { Owner } from './owner.ts';

/** One index for all windows of a replica: who holds the lock owns it and answers for the others, until its window closes. */

interface Locks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

export interface SearchTarget {
  databaseName: string;
  folder: string;
}

/** @param answer serves the window that this worker belongs to, from now on by `answerer` */
export async function runElected(
  target: SearchTarget,
  answer: (answerer: Answerer) => void,
  leave: AbortSignal,
): Promise<void> {
  const locks = (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks;
  // No locks, no files either: then every window has an index in memory.
  if (!locks || typeof BroadcastChannel === 'undefined') return own(target, null, answer, leave);
  const channel = new BroadcastChannel(lockName(target.databaseName));
  const port = channelPort(channel);
  const asker = new Asker(port);
  answer(asker);
  const held = locks.request(lockName(target.databaseName), { signal: leave }, async () => {
    asker.close();
    await own(target, port, answer, leave);
  });
  // Leaving the queue rejects with the reason given, which is no failure.
  await held.catch(() => undefined);
  channel.close();
}

async function own(
  target: SearchTarget,
  others: Port | null,
  answer: (answerer: Answerer) => void,
  leave: AbortSignal,
): Promise<void> {
  if (leave.aborted) return;
  let state: SearchState = { kind: 'starting' };
  const listeners = new Set<() => void>();
  const lineListeners = new Set<() => void>();
  const owner = new Owner({
    ...target,
    onState(next) {
      state = next;
      for (const listener of listeners) listener();
    },
    onLines() {
      for (const listener of lineListeners) listener();
    },
  });
  const answerer: Answerer = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    find: (question) => Promise.resolve(owner.find(question)),
    askTable: (question) => owner.askTable(question),
    onLines(listener) {
      lineListeners.add(listener);
      return () => lineListeners.delete(listener);
    },
  };
  answer(answerer);
  const unserve = others ? serve(answerer, others) : () => undefined;
  const left = new Promise<void>((resolve) => leave.addEventListener('abort', () => resolve()));
  detach(owner.start(), (error) => console.error('the search index does not start', error));
  await left;
  unserve();
  await owner.stop();
}

function channelPort(channel: BroadcastChannel): Port {
  return {
    post: (message) => channel.postMessage(message),
    listen(onMessage) {
      const listener = (event: MessageEvent): void => onMessage(event.data);
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
  };
}
