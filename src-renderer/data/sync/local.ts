import { ReplicaDb } from '../db/database.ts';
import type { ArchiveDepth } from './archive-link.ts';
import { electedSync, type Locks } from './elected.ts';
import { SyncEngine, type EngineOptions } from './engine.ts';
import type { SyncHandle } from './handle.ts';
import type { Port } from './rpc.ts';
import { Seat } from './seat.ts';

/** What a worker needs to know to sync; plain data. */
export interface SyncTarget {
  databaseName: string;
  hubOrigin: string;
  token: string;
  /** Id of the signed-in operator. */
  me: string;
  /** How much of the past is kept; as usual when it is not said. */
  depth?: ArchiveDepth;
}

/** Sync in this very thread, one writer among the windows where the browser can arrange that. */
export function openLocalSync(target: SyncTarget, overrides: Partial<EngineOptions> = {}): SyncHandle {
  const db = overrides.db ?? new ReplicaDb(target.databaseName);
  const scope = globalThis as { navigator?: { locks?: Locks; onLine?: boolean } };
  const handle = electedSync({
    name: target.databaseName,
    locks: scope.navigator?.locks ?? null,
    openChannel:
      typeof BroadcastChannel === 'undefined'
        ? null
        : () => broadcastPort(`otklik-sync:${target.databaseName}`),
    startEngine() {
      const engine = new SyncEngine({
        hubOrigin: target.hubOrigin,
        token: target.token,
        me: target.me,
        ...(target.depth ? { depth: target.depth } : {}),
        hasNetwork: () => scope.navigator?.onLine ?? true,
        ...overrides,
        db,
      });
      engine.start();
      return engine;
    },
  });
  return new Seat(handle).asHandle(async () => {
    await handle.stop();
    if (!overrides.db) db.close();
  });
}

function broadcastPort(name: string): Port & { close(): void } {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen(onMessage) {
      const listener = (event: MessageEvent) => onMessage(event.data);
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
    close: () => channel.close(),
  };
}
