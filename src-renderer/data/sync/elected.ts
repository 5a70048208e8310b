import { detach } from '#shared/lib/detach.ts';
import type { SyncHandle } from './handle.ts';
import { remoteSync, serveSync, type Port } from './rpc.ts';
import { Seat } from './seat.ts';

/** The part of the Web Locks API that is needed. */
export interface Locks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

export interface Election {
  /** Name of the replica's database: one writer for each. */
  name: string;
  /** Null where there are none (plain HTTP on a LAN): then every window syncs for itself, which is wasteful but safe. */
  locks: Locks | null;
  /** Opens a channel to the other windows; null where there is none. */
  openChannel: (() => Port & { close(): void }) | null;
  /** Makes and starts the engine; called when this window becomes the writer. */
  startEngine: () => SyncHandle;
}

/**
 * One writer among the windows of a replica: who holds the lock runs the engine and serves the others; when its window
 * closes or crashes the browser hands the lock over to the next.
 */
export function electedSync(election: Election): SyncHandle {
  const { locks, openChannel } = election;
  if (!locks || !openChannel) return election.startEngine();
  const channel = openChannel();
  const seat = new Seat(remoteSync(channel));
  const leave = new AbortController();
  const lead = async () => {
    if (leave.signal.aborted) return;
    const engine = election.startEngine();
    seat.take(engine);
    const unserve = serveSync(engine, channel);
    await new Promise<void>((resolve) => leave.signal.addEventListener('abort', () => resolve()));
    unserve();
    await engine.stop();
  };
  const held = locks.request(`otklik-sync:${election.name}`, { signal: leave.signal }, lead);
  // Leaving the queue rejects with the reason given, which is no failure.
  detach(held, () => undefined);
  return seat.asHandle(async () => {
    leave.abort();
    await held.catch(() => undefined);
    channel.close();
  });
}
