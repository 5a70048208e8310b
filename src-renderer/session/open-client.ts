import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Session } from '#shared/wire/http/session.ts';
import { ReplicaDb, replicaName, syncedTables } from '../data/db/database.ts';
import { followWithSafe, type SafeStore } from '../data/db/safe.ts';
import { createActions } from '../data/intents/actions.ts';
import { createFileActions } from '../data/intents/file-actions.ts';
import { createHere } from '../data/intents/here.ts';
import { Arrivals } from '../data/queries/arrivals.ts';
import { createQueries, type StatusSource } from '../data/queries/queries.ts';
import { TypingStore } from '../data/queries/typing.ts';
import { createQuestions } from '../data/remote/questions.ts';
import { createHubSearch, createHubTable } from '../data/remote/hub-search.ts';
import { createRemote } from '../data/remote/remote.ts';
import type { SearchHandle } from '../data/search/handle.ts';
import { noSearch, openSearch } from '../data/search/open-search.ts';
import { DEFAULT_DEPTH, type ArchiveDepth } from '../data/sync/archive-link.ts';
import type { EngineOptions } from '../data/sync/engine.ts';
import type { SyncHandle } from '../data/sync/handle.ts';
import { openSync } from '../data/sync/open-sync.ts';
import { clearReplica } from '../data/sync/sync-meta.ts';
import { createHttp, type Http, type HttpOptions } from '../data/transport/http.ts';
import { createHubApi, type HubApi } from '../data/transport/hub-api.ts';
import type { Client } from '../client/client.ts';
import { openFiles } from './files.ts';
import { liveDrafts } from './live-drafts.ts';
import { Healer } from './healer.ts';
import { HISTORY_DEPTH } from './history-depth.ts';
import { aloneAs, openReplica } from './open-replica.ts';
import { localSafe } from './safe-store.ts';
import { forgetSession, rememberSession } from './session-store.ts';
import { openWindowChannel } from './window-channel.ts';
import { Workers } from './workers.ts';

export interface OpenClientOptions {
  /** Origin of the hub, e.g. `https://hub.example.com`. */
  hubUrl: string;
  token: string;
  session: Session;
  /** Sync in a worker of its own (default) or in this thread. */
  worker?: boolean;
  /** How much of the past is kept; as usual when it is not said. */
  depth?: ArchiveDepth;
  /** Where the second copy of what is unsent lies; the browser's local storage when it is not said. */
  safe?: SafeStore;
  /** For sync in this thread: other sockets, clocks, chances. */
  engine?: Partial<EngineOptions>;
}

/** Milliseconds that a sign-out waits for the hub; without it the session just expires. */
const SIGN_OUT_TIMEOUT_MS = 4_000;
/** Milliseconds; the hub itself gives a search up sooner. */
const SEARCH_TIMEOUT_MS = 8_000;

/**
 * Puts a signed-in person's client together: his replica is opened and kept in step from now on.
 * Rejects when the browser gives no database at all (storage refused, or one that cannot be opened and not be replaced).
 */
export async function openClient(options: OpenClientOptions): Promise<Client> {
  const { hubUrl, session } = options;
  const me = session.operator.id;
  const databaseName = replicaName(hubUrl, session.workspace.id, me);
  const store = options.safe ?? localSafe(databaseName);
  const db = new ReplicaDb(databaseName);
  const opened = await openReplica(db, store);
  // Without it the next start needs the hub, which is no reason to keep anybody from working now.
  await rememberSession(hubUrl, session).catch((error: unknown) =>
    console.warn('this computer will not remember who is signed in', error),
  );
  let { depth = DEFAULT_DEPTH } = options;
  const workers = new Workers(() => startWorkers({ ...options, depth }, databaseName));
  const { sync, search } = workers;
  const healer = new Healer(
    { db, store, alone: aloneAs(`otklik-heal:${databaseName}`), workers, now: Date.now },
    opened,
  );
  const stopSafe = followWithSafe(db, store, aloneAs(`otklik-safe:${databaseName}`));

  const { typing, arrivals } = passingFrom(sync, me);
  const windows = openWindowChannel(databaseName);
  const status = statusSource(sync, healer, windows);
  const unfollow = followNetwork(sync);
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    healer.close();
    // At once: what the replica has ends with its database, what is not there yet ends here.
    arrivals.close();
    closing ??= workers.end().then(() => {
      for (const stop of [unfollow, stopSafe, windows.close, () => db.close()]) stop();
    });
    return closing;
  };
  windows.onSignedOut(() => detach(close(), (error) => console.error('closing, left elsewhere', error)));

  const viewer = { operatorId: me, role: session.operator.role };
  const queries = createQueries(db, viewer, { status, typing, arrivals, around: sync.around });
  return {
    session,
    hubUrl,
    queries,
    draft: liveDrafts(db, queries),
    actions: actionsOf(db, sync),
    ...hubOf(db, options, sync, search),
    reconnect: () => sync.reconnect(),
    clearCache: () => sync.clearCache(),
    async keepHistory(keep, { anew }) {
      const next = HISTORY_DEPTH[keep];
      if (next === depth && !anew) return;
      depth = next;
      // The healer starts them anew itself, and with them comes what was chosen.
      if (healer.state.current().kind === 'busy') return;
      await workers.restart(async () => {
        // Not by `sync.clearCache`: nobody may be the writer yet who would hear it.
        if (anew) await db.transaction('rw', syncedTables(db), () => clearReplica(db));
      });
    },
    dismissHealing: () => healer.dismiss(),
    onLeftElsewhere: (listener) => windows.onSignedOut(listener),
    close,
    async signOut({ where, copy }) {
      if (where === 'everywhere') await sessionApi(options).signOutEverywhere();
      arrivals.close();
      await sync.stop();
      windows.tellSignedOut();
      await endSession(options);
      await close();
      await forgetSession(hubUrl, me);
      if (copy === 'keep') return;
      store.remove();
      await db.delete();
      await workers.remove();
    },
  };
}

function actionsOf(db: ReplicaDb, sync: SyncHandle): Client['actions'] {
  return {
    ...createActions({ db, sendTyping: (dialogId, visibility) => sync.sendTyping(dialogId, visibility) }),
    ...createFileActions(db),
    ...createHere({
      look: (window, dialogId) => sync.look(window, dialogId),
      touched: () => sync.touched(),
      window: randomName(),
    }),
  };
}

/** What is asked of the hub by the way, and of what is here first. */
function hubOf(
  db: ReplicaDb,
  options: OpenClientOptions,
  sync: SyncHandle,
  handle: Workers['search'],
): Pick<Client, 'remote' | 'search' | 'table' | 'files'> {
  const asking = createHubApi(hubHttp(options, SEARCH_TIMEOUT_MS));
  const { state, subscribe, find } = handle;
  return {
    remote: {
      ...createRemote((dialogId) => sync.loadOlder(dialogId)),
      ...createQuestions(hubHttp(options)),
    },
    search: { state, subscribe, find, askHub: createHubSearch(asking) },
    table: { ask: handle.askTable, subscribe: handle.onLines, askHub: createHubTable(asking) },
    files: openFiles(db, hubOptions(options)),
  };
}

/** `randomUUID` exists in secure contexts only. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].join('-');
}

function startWorkers(
  options: OpenClientOptions,
  databaseName: string,
): { sync: SyncHandle; search: SearchHandle } {
  const { hubUrl, token, session, depth, worker = true, engine } = options;
  const target = {
    databaseName,
    hubOrigin: hubUrl,
    token,
    me: session.operator.id,
    ...(depth ? { depth } : {}),
  };
  return {
    sync: openSync(target, { worker, ...(engine ? { engine } : {}) }),
    search: worker ? openSearch(databaseName) : noSearch('no worker'),
  };
}

/** What sync tells and nobody stores: who types, and messages on their way into the replica. */
function passingFrom(sync: SyncHandle, me: Id): { typing: TypingStore; arrivals: Arrivals } {
  const [typing, arrivals] = [new TypingStore(), new Arrivals()];
  sync.onTyping(({ dialogId, by }) => {
    if (by.kind === 'client' || by.operatorId !== me) typing.heard(dialogId, by);
  });
  sync.onArrival((arrival) => arrivals.heard(arrival));
  return { typing, arrivals };
}

/** What sync says, what the healer says, and what another window said. */
function statusSource(
  sync: SyncHandle,
  healer: Healer,
  windows: ReturnType<typeof openWindowChannel>,
): StatusSource {
  let left = false;
  windows.onSignedOut(() => (left = true));
  sync.state.subscribe(({ storage }) => {
    if (storage) healer.report(storage);
  });
  return {
    current() {
      const state = sync.state.current();
      const healing = healer.state.current();
      return {
        ...state,
        healing,
        connection: left ? { kind: 'signed_out' } : state.connection,
        // Everything else is for the healer to say.
        storage: state.storage?.kind === 'full' ? state.storage : null,
      };
    },
    subscribe(listener) {
      const stops = [
        sync.state.subscribe(listener),
        healer.state.subscribe(listener),
        windows.onSignedOut(listener),
      ];
      return () => stops.forEach((stop) => stop());
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

/** Best effort: the person leaves whether or not the hub can be told. */
async function endSession(options: OpenClientOptions): Promise<void> {
  await sessionApi(options)
    .signOut()
    .catch(() => undefined);
}

function sessionApi(options: OpenClientOptions): HubApi {
  return createHubApi(hubHttp(options, SIGN_OUT_TIMEOUT_MS));
}

function hubHttp(options: OpenClientOptions, timeoutMs?: number): Http {
  return createHttp(hubOptions(options, timeoutMs));
}

function hubOptions({ hubUrl, token, engine }: OpenClientOptions, timeoutMs?: number): HttpOptions {
  return {
    origin: hubUrl,
    token,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(engine?.fetch ? { fetch: engine.fetch } : {}),
  };
}
