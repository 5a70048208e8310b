import type { Id } from '#shared/domain/ids.ts';
import type { Visibility } from '#shared/domain/message.ts';
import { NOBODY_AROUND, withConnected, withLooking, type Around } from '#shared/domain/presence.ts';
import { detach } from '#shared/lib/detach.ts';
import { syncedTables, type ReplicaDb } from '../db/database.ts';
import { LAYOUT, type Layout } from '../db/pages.ts';
import { storageTrouble } from '../db/storage-trouble.ts';
import { backoffMs, defaultBackoff, type BackoffSettings } from '#shared/lib/backoff.ts';
import { systemClock, type Clock } from '../transport/clock.ts';
import { createArchive, type ReadArchive } from '../transport/archive-stream.ts';
import { createHttpStream } from '../transport/http-stream.ts';
import { createFileApi } from '../transport/file-api.ts';
import { createUpload } from '../transport/upload.ts';
import { createHttp, type HttpOptions } from '../transport/http.ts';
import { createHubApi, liveUrl, type HubApi } from '../transport/hub-api.ts';
import { HubError } from '../transport/hub-error.ts';
import type { OpenSocket } from '../transport/live-connection.ts';
import { readArchivePlace } from './archive-store.ts';
import { ArchiveLink, DEFAULT_DEPTH, type ArchiveDepth } from './archive-link.ts';
import { Downlink, type Rejection } from './downlink.ts';
import type { OlderResult, SyncState } from '../db/sync-status.ts';
import type { Arrival, SyncHandle, Typing } from './handle.ts';
import { Here } from './here.ts';
import { olderGap, writeHistoryPage, type Gap, type OlderGap } from './history.ts';
import { initialSyncState, Observed } from './state.ts';
import { checkFormat, clearReplica, readSyncMeta } from './sync-meta.ts';
import { olderOfTalk, writeTalkPage } from './talk-store.ts';
import { makeRoom } from './tidy.ts';
import { Uplink } from './uplink.ts';
import { Uploader } from './uploader.ts';

export interface EngineOptions {
  db: ReplicaDb;
  hubOrigin: string;
  token: string;
  me: Id;
  fetch?: typeof globalThis.fetch;
  openSocket?: OpenSocket;
  clock?: Clock;
  /** In [0, 1). */
  random?: () => number;
  backoff?: BackoffSettings;
  heartbeatMs?: number;
  timeoutMs?: number;
  /** How much of the past is kept. */
  depth?: ArchiveDepth;
  /** How transcripts are laid out; tests take small pages. */
  layout?: Layout;
  /** Whether the device has any network; false makes the state "offline" instead of "reconnecting". */
  hasNetwork?: () => boolean;
}

/** A page of history may lose the race against a change of what is known; then it is asked again, but not for ever. */
const HISTORY_TRIES = 3;

const NOTHING_YET = { done: 0, total: 0 };

/** How often a hub of another version is asked whether it still is, in milliseconds. */
const REVIVAL_MS = 60_000;

/**
 * Sync: the only writer of synced tables. Knows no DOM and no React, so it runs in a worker as well as in a page or in Node.
 */
export class SyncEngine implements SyncHandle {
  readonly state = new Observed<SyncState>(initialSyncState);
  readonly around = new Observed<Around>(NOBODY_AROUND);
  private readonly here: Here;
  private readonly options: EngineOptions;
  private readonly clock: Clock;
  private readonly api: HubApi;
  private readonly readArchive: ReadArchive;
  private readonly http: HttpOptions;
  private links: { uplink: Uplink; downlink: Downlink; archive: ArchiveLink; uploader: Uploader } | null =
    null;
  private readonly typingListeners = new Set<(typing: Typing) => void>();
  private readonly arrivalListeners = new Set<(arrival: Arrival) => void>();
  private readonly abort = new AbortController();
  private lostSince: number | null = null;
  private deviceOffline = false;
  private cancelRevival = () => {};
  private started: Promise<void> | null = null;
  private beginnings = 0;

  constructor(options: EngineOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.here = new Here({ clock: this.clock, send: (up) => this.links?.downlink.send(up) });
    const { hubOrigin, token, fetch, timeoutMs } = options;
    const http: HttpOptions = {
      origin: hubOrigin,
      token,
      clock: this.clock,
      ...(fetch ? { fetch } : {}),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
    this.http = http;
    this.api = createHubApi(createHttp(http));
    this.readArchive = createArchive(createHttpStream(http));
  }

  start(): void {
    if (!this.started) this.begin();
  }

  onTyping(listener: (typing: Typing) => void): () => void {
    this.typingListeners.add(listener);
    return () => this.typingListeners.delete(listener);
  }

  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.arrivalListeners.add(listener);
    return () => this.arrivalListeners.delete(listener);
  }

  sendTyping(dialogId: Id, visibility: Visibility): void {
    this.links?.downlink.send({ type: 'typing', dialogId, visibility });
  }

  look(window: string, dialogId: Id | null): void {
    this.here.look(window, dialogId);
  }

  touched(): void {
    this.here.touched();
  }

  reconnect(): void {
    this.deviceOffline = false;
    if (this.isIncompatible()) return this.connect();
    this.links?.downlink.hurry();
    this.links?.uplink.hurry();
    this.links?.uploader.hurry();
  }

  networkLost(): void {
    this.deviceOffline = true;
    this.links?.downlink.networkLost();
  }

  clearCache(): void {
    const { db } = this.options;
    const cleared = db.transaction('rw', syncedTables(db), () => clearReplica(db));
    detach(
      cleared.then(() => {
        this.patch({ firstSync: NOTHING_YET, archive: NOTHING_YET });
        this.links?.downlink.lookAgain();
      }),
      (error) => this.onStorage(error),
    );
  }

  async loadOlder(id: Id): Promise<OlderResult> {
    const { db, me, layout = LAYOUT } = this.options;
    if (await db.talks.get(id))
      return this.older(
        () => olderOfTalk(db, id),
        async (gap) => {
          const page = await this.api.talkHistory(id, gap.before, this.abort.signal);
          return writeTalkPage(db, id, gap, page);
        },
      );
    return this.older(
      () => olderGap(db, id),
      async (gap) => {
        const page = await this.api.history(id, gap.before, this.abort.signal);
        return writeHistoryPage(db, me, id, gap, page, layout);
      },
    );
  }

  private async older(
    look: () => Promise<OlderGap>,
    fetchPage: (gap: Gap) => Promise<'written' | 'nothing_older' | 'outdated'>,
  ): Promise<OlderResult> {
    for (let tries = 0; tries < HISTORY_TRIES; tries += 1) {
      const gap = await look();
      if (gap.kind === 'whole') return 'nothing_older';
      try {
        const written = await fetchPage(gap);
        if (written === 'written') return 'loaded';
        if (written === 'nothing_older') return 'nothing_older';
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        if (error.failure.kind === 'status' && error.failure.code === 'not_found') return 'nothing_older';
        return 'offline';
      }
    }
    return 'offline';
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.here.stop();
    await this.started?.catch(() => undefined);
    this.cancelRevival();
    await this.disconnect();
  }

  /** Nothing else runs yet that would try again by itself: a full disk may have room soon. */
  private begin(): void {
    this.started = this.open();
    detach(this.started, (error) => {
      this.onStorage(error);
      const { random = Math.random, backoff = defaultBackoff } = this.options;
      this.beginnings += 1;
      const wait = backoffMs(this.beginnings, random(), backoff);
      if (!this.abort.signal.aborted) this.cancelRevival = this.clock.after(wait, () => this.begin());
    });
  }

  private async open(): Promise<void> {
    const { db } = this.options;
    await checkFormat(db);
    this.state.set({ ...this.state.current(), storage: null });
    const { cursor, snapshot } = await readSyncMeta(db);
    const { next, done, total } = await readArchivePlace(db);
    // Said before the first page comes: until then an empty list means nothing.
    if (cursor === null) {
      const firstSync = { done: snapshot?.done ?? 0, total: snapshot?.total ?? 0 };
      this.state.set({ ...this.state.current(), firstSync, archive: NOTHING_YET });
    } else if (next !== null)
      this.state.set({ ...this.state.current(), archive: { done, total: total ?? 0 } });
    this.connect();
  }

  private connect(): void {
    if (this.abort.signal.aborted) return;
    this.cancelRevival();
    this.state.set({ ...this.state.current(), connection: { kind: 'connecting' } });
    const { options } = this;
    const shared = {
      db: options.db,
      me: options.me,
      layout: options.layout ?? LAYOUT,
      api: this.api,
      clock: this.clock,
      random: options.random ?? Math.random,
      backoff: options.backoff ?? defaultBackoff,
      onRejected: (why: Rejection) => this.onRejected(why),
      onStorage: (error: unknown) => this.onStorage(error),
    };
    const uplink = new Uplink(shared);
    const downlink = new Downlink({
      ...shared,
      token: options.token,
      liveUrl: liveUrl(options.hubOrigin),
      openSocket: options.openSocket ?? ((url) => new WebSocket(url)),
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
      onOnline: (hubNow) => this.onOnline(hubNow),
      onLost: (nextTryAt) => this.onLost(nextTryAt),
      onSnapshot: (progress) => this.onSnapshot(progress),
      onTyping: (typing) => this.tellTyping(typing),
      onColleagues: (news) => this.around.set(withConnected(this.around.current(), news)),
      onLooking: (news) => this.around.set(withLooking(this.around.current(), news)),
      onArrival: (arrival) => this.tellArrival(arrival),
      onStored: () => this.patch({ storage: null }),
    });
    const archive = new ArchiveLink({
      ...shared,
      readArchive: this.readArchive,
      depth: options.depth ?? DEFAULT_DEPTH,
      onStorage: (error) => this.onArchiveStorage(error),
      onProgress: (progress) => this.patch({ archive: progress }),
    });
    const uploader = new Uploader({
      ...shared,
      files: createFileApi(this.http),
      upload: createUpload(this.http),
    });
    this.links = { uplink, downlink, archive, uploader };
    for (const link of [uplink, downlink, archive, uploader]) link.start();
  }

  /** With a snapshot begins a new archive. */
  private onSnapshot(progress: SyncState['firstSync']): void {
    this.patch(progress ? { firstSync: progress, archive: NOTHING_YET } : { firstSync: null });
  }

  private async disconnect(): Promise<void> {
    const { links } = this;
    this.links = null;
    const { uplink, downlink, archive, uploader } = links ?? {};
    await Promise.all([uplink?.stop(), downlink?.stop(), archive?.stop(), uploader?.stop()]);
  }

  /** Two versions that do not understand each other; one of them may be replaced while this runs. */
  private isIncompatible(): boolean {
    const { kind } = this.state.current().connection;
    return kind === 'client_too_old' || kind === 'hub_too_old';
  }

  private onOnline(hubNow: number): void {
    this.lostSince = null;
    this.deviceOffline = false;
    this.patch({ connection: { kind: 'online' }, firstSync: null });
    this.links?.uplink.hurry();
    this.links?.uploader.hurry();
    this.links?.archive.hurry();
    this.here.connected();
    detach(this.rememberClock(hubNow - this.clock.now()), (error) => this.onStorage(error));
  }

  /** So that pending effects carry times like those that will come back, even when this clock is off by days. */
  private async rememberClock(offset: number): Promise<void> {
    const { db } = this.options;
    const stored: unknown = (await db.meta.get('clockOffset'))?.value;
    if (typeof stored === 'number' && Math.abs(stored - offset) < 1000) return;
    await db.meta.put({ key: 'clockOffset', value: offset });
  }

  private onLost(nextTryAt: number): void {
    this.lostSince ??= this.clock.now();
    this.around.set(NOBODY_AROUND);
    const since = this.lostSince;
    const hasNetwork = !this.deviceOffline && (this.options.hasNetwork?.() ?? true);
    this.patch({
      connection: hasNetwork ? { kind: 'reconnecting', since, nextTryAt } : { kind: 'offline', since },
    });
  }

  private onRejected(why: Rejection): void {
    if (!this.links) return;
    this.patch({ connection: { kind: why } });
    this.around.set(NOBODY_AROUND);
    // Called from inside the loops, which this waits for: so nobody waits here.
    detach(this.disconnect(), (error) => this.onStorage(error));
    if (this.isIncompatible()) this.cancelRevival = this.clock.after(REVIVAL_MS, () => this.connect());
  }

  private onStorage(error: unknown): void {
    const storage = storageTrouble(error);
    if (!storage || this.abort.signal.aborted) return;
    // Not by `patch`: before there is a link, nobody else would say it.
    this.state.set({ ...this.state.current(), storage });
    if (storage.kind === 'full') this.makeRoom(() => undefined);
  }

  /** The archive grew until there was no room: that is where it ends, and nobody need be told. */
  private onArchiveStorage(error: unknown): void {
    if (storageTrouble(error)?.kind !== 'full') return this.onStorage(error);
    return this.makeRoom((still) => this.patch({ storage: storageTrouble(still) }));
  }

  private makeRoom(onFailure: (error: unknown) => void): void {
    detach(makeRoom(this.options.db), onFailure);
  }

  private tellTyping(typing: Typing): void {
    for (const listener of this.typingListeners) listener(typing);
  }

  private tellArrival(arrival: Arrival): void {
    for (const listener of this.arrivalListeners) listener(arrival);
  }

  private patch(patch: Partial<SyncState>): void {
    // What the loops still say while they end is no longer true.
    if (this.links) this.state.set({ ...this.state.current(), ...patch });
  }
}
