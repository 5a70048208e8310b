import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import type { ReplicaDb } from '../db/database.ts';
import { defaultBackoff, type BackoffSettings } from '#shared/lib/backoff.ts';
import { systemClock, type Clock } from '../transport/clock.ts';
import { createHttp } from '../transport/http.ts';
import { createHubApi, liveUrl, type HubApi } from '../transport/hub-api.ts';
import { HubError } from '../transport/hub-error.ts';
import type { OpenSocket } from '../transport/live-connection.ts';
import { Downlink, type Rejection } from './downlink.ts';
import type { OlderResult, SyncHandle, Typing } from './handle.ts';
import { olderGap, writeHistoryPage } from './history.ts';
import { initialSyncState, Observed, type SyncState } from './state.ts';
import { describeStorageError } from './storage-error.ts';
import { checkFormat, readSyncMeta } from './sync-meta.ts';
import { Uplink } from './uplink.ts';

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
  /** Whether the device has any network; false makes the state "offline" instead of "reconnecting". */
  hasNetwork?: () => boolean;
}

/** A page of history may lose the race against a change of what is known; then it is asked again, but not for ever. */
const HISTORY_TRIES = 3;

/** How often a hub of another version is asked whether it still is, in milliseconds. */
const REVIVAL_MS = 60_000;

/**
 * Sync: the only writer of synced tables. Knows no DOM and no React, so it runs in a worker as well as in a page or in Node.
 */
export class SyncEngine implements SyncHandle {
  readonly state = new Observed<SyncState>(initialSyncState);
  private readonly options: EngineOptions;
  private readonly clock: Clock;
  private readonly api: HubApi;
  private links: { uplink: Uplink; downlink: Downlink } | null = null;
  private readonly typingListeners = new Set<(typing: Typing) => void>();
  private readonly abort = new AbortController();
  private lostSince: number | null = null;
  private deviceOffline = false;
  private cancelRevival = () => {};
  private started: Promise<void> | null = null;

  constructor(options: EngineOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    const { hubOrigin, token, fetch, timeoutMs } = options;
    this.api = createHubApi(
      createHttp({
        origin: hubOrigin,
        token,
        clock: this.clock,
        ...(fetch ? { fetch } : {}),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      }),
    );
  }

  start(): void {
    this.started ??= this.open();
    detach(this.started, (error) => this.onStorage(error));
  }

  onTyping(listener: (typing: Typing) => void): () => void {
    this.typingListeners.add(listener);
    return () => this.typingListeners.delete(listener);
  }

  sendTyping(dialogId: Id): void {
    this.links?.downlink.sendTyping(dialogId);
  }

  reconnect(): void {
    this.deviceOffline = false;
    if (this.isIncompatible()) return this.connect();
    this.links?.downlink.hurry();
    this.links?.uplink.hurry();
  }

  networkLost(): void {
    this.deviceOffline = true;
    this.links?.downlink.networkLost();
  }

  async loadOlder(dialogId: Id): Promise<OlderResult> {
    const { db } = this.options;
    for (let tries = 0; tries < HISTORY_TRIES; tries += 1) {
      const gap = await olderGap(db, dialogId);
      if (gap.kind === 'whole') return 'nothing_older';
      try {
        const page = await this.api.history(dialogId, gap.before, this.abort.signal);
        const written = await writeHistoryPage(db, dialogId, gap.before, page);
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
    await this.started?.catch(() => undefined);
    this.cancelRevival();
    await this.disconnect();
  }

  private async open(): Promise<void> {
    const { db } = this.options;
    await checkFormat(db);
    const { cursor, snapshot } = await readSyncMeta(db);
    // Said before the first page comes: until then an empty list means nothing.
    if (cursor === null) {
      const firstSync = { done: snapshot?.done ?? 0, total: snapshot?.total ?? 0 };
      this.state.set({ ...this.state.current(), firstSync });
    }
    this.connect();
  }

  private connect(): void {
    if (this.abort.signal.aborted) return;
    this.cancelRevival();
    this.state.set({ ...this.state.current(), connection: { kind: 'connecting' } });
    const { options } = this;
    const shared = {
      db: options.db,
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
      me: options.me,
      token: options.token,
      liveUrl: liveUrl(options.hubOrigin),
      openSocket: options.openSocket ?? ((url) => new WebSocket(url)),
      ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
      onOnline: (hubNow) => this.onOnline(hubNow),
      onLost: (nextTryAt) => this.onLost(nextTryAt),
      onSnapshot: (progress) => this.patch({ firstSync: progress }),
      onTyping: (typing) => this.tellTyping(typing),
      onStored: () => this.patch({ storage: null }),
    });
    this.links = { uplink, downlink };
    uplink.start();
    downlink.start();
  }

  private async disconnect(): Promise<void> {
    const { links } = this;
    this.links = null;
    await Promise.all([links?.uplink.stop(), links?.downlink.stop()]);
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
    const since = this.lostSince;
    const hasNetwork = !this.deviceOffline && (this.options.hasNetwork?.() ?? true);
    this.patch({
      connection: hasNetwork ? { kind: 'reconnecting', since, nextTryAt } : { kind: 'offline', since },
    });
  }

  private onRejected(why: Rejection): void {
    if (!this.links) return;
    this.patch({ connection: { kind: why } });
    // Called from inside the loops, which this waits for: so nobody waits here.
    detach(this.disconnect(), (error) => this.onStorage(error));
    if (this.isIncompatible()) this.cancelRevival = this.clock.after(REVIVAL_MS, () => this.connect());
  }

  private onStorage(error: unknown): void {
    const storage = describeStorageError(error);
    if (storage) this.patch({ storage });
  }

  private tellTyping(typing: Typing): void {
    for (const listener of this.typingListeners) listener(typing);
  }

  private patch(patch: Partial<SyncState>): void {
    // What the loops still say while they end is no longer true.
    if (this.links) this.state.set({ ...this.state.current(), ...patch });
  }
}
