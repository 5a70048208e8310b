import { detach } from '#shared/lib/detach.ts';
import type { Session } from '#shared/wire/http/session.ts';
import { ReplicaDb, replicaName } from '../data/db/database.ts';
import { createActions } from '../data/intents/actions.ts';
import { createQueries, type StatusSource } from '../data/queries/queries.ts';
import { TypingStore } from '../data/queries/typing.ts';
import { createRemote } from '../data/remote/remote.ts';
import type { EngineOptions } from '../data/sync/engine.ts';
import type { SyncHandle } from '../data/sync/handle.ts';
import { openSync } from '../data/sync/open-sync.ts';
import { createHttp } from '../data/transport/http.ts';
import { createHubApi, type HubApi } from '../data/transport/hub-api.ts';
import type { Client } from '../client/client.ts';
import { forgetSession, rememberSession } from './session-store.ts';

export interface OpenClientOptions {
  /** Origin of the hub, e.g. `https://hub.example.com`. */
  hubUrl: string;
  token: string;
  session: Session;
  /** Sync in a worker of its own (default) or in this thread. */
  worker?: boolean;
  /** For sync in this thread: other sockets, clocks, chances. */
  engine?: Partial<EngineOptions>;
}

/** Milliseconds that a sign-out waits for the hub; without it the session just expires. */
const SIGN_OUT_TIMEOUT_MS = 4_000;

/**
 * Puts a signed-in person's client together: his replica is opened and kept in step from now on.
 * Rejects when the browser gives no database at all (storage refused, a newer version of the client was here).
 */
export async function openClient(options: OpenClientOptions): Promise<Client> {
  const { hubUrl, token, session } = options;
  const me = session.operator.id;
  const databaseName = replicaName(hubUrl, session.workspace.id, me);
  const db = new ReplicaDb(databaseName);
  await db.open();
  await rememberSession(hubUrl, session);
  const sync = openSync(
    { databaseName, hubOrigin: hubUrl, token, me },
    { worker: options.worker ?? true, ...(options.engine ? { engine: options.engine } : {}) },
  );

  const typing = new TypingStore();
  sync.onTyping(({ dialogId, by }) => {
    if (by.kind === 'client' || by.operatorId !== me) typing.heard(dialogId, by);
  });
  const windows = openWindowChannel(databaseName);
  let signedOutElsewhere = false;
  const source: StatusSource = {
    current: () =>
      signedOutElsewhere
        ? { ...sync.state.current(), connection: { kind: 'signed_out' } }
        : sync.state.current(),
    subscribe: (listener) => {
      const stops = [sync.state.subscribe(listener), windows.onSignedOut(listener)];
      return () => stops.forEach((stop) => stop());
    },
  };
  const unfollow = followNetwork(sync);
  const close = closer(sync, db, () => {
    unfollow();
    windows.close();
  });
  windows.onSignedOut(() => {
    signedOutElsewhere = true;
    detach(close(), (error) => console.error('closing after a sign-out in another window', error));
  });

  return {
    session,
    hubUrl,
    queries: createQueries(db, { operatorId: me, role: session.operator.role }, source, typing),
    actions: createActions({ db, sendTyping: (dialogId) => sync.sendTyping(dialogId) }),
    remote: createRemote((dialogId) => sync.loadOlder(dialogId)),
    reconnect: () => sync.reconnect(),
    close,
    async signOut(where) {
      if (where === 'everywhere') await sessionApi(options).signOutEverywhere();
      await sync.stop();
      windows.tellSignedOut();
      await endSession(options);
      await close();
      await forgetSession(hubUrl);
      await db.delete();
    },
  };
}

/** Only pages hear of the network on all browsers; what happens in a worker is for it alone to find out. */
function followNetwork(sync: SyncHandle): () => void {
  const back = () => sync.reconnect();
  const lost = () => sync.networkLost();
  globalThis.addEventListener?.('online', back);
  globalThis.addEventListener?.('offline', lost);
  return () => {
    globalThis.removeEventListener?.('online', back);
    globalThis.removeEventListener?.('offline', lost);
  };
}

function closer(sync: SyncHandle, db: ReplicaDb, closeWindows: () => void): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= sync.stop().then(() => {
      closeWindows();
      db.close();
    });
    return closing;
  };
}

/** Best effort: the person leaves whether or not the hub can be told. */
async function endSession(options: OpenClientOptions): Promise<void> {
  await sessionApi(options)
    .signOut()
    .catch(() => undefined);
}

function sessionApi({ hubUrl, token, engine }: OpenClientOptions): HubApi {
  return createHubApi(
    createHttp({
      origin: hubUrl,
      token,
      timeoutMs: SIGN_OUT_TIMEOUT_MS,
      ...(engine?.fetch ? { fetch: engine.fetch } : {}),
    }),
  );
}

/** Tells the other windows of the same replica that it is being removed. */
function openWindowChannel(databaseName: string) {
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`otklik-session:${databaseName}`);
  const listeners = new Set<() => void>();
  channel?.addEventListener('message', (event: MessageEvent) => {
    if (event.data === 'signed_out') for (const listener of listeners) listener();
  });
  return {
    onSignedOut(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tellSignedOut: () => channel?.postMessage('signed_out'),
    close: () => channel?.close(),
  };
}
