import type { Id } from '#shared/domain/ids.ts';
import type { ConnectedNews, LookingNews } from '#shared/domain/presence.ts';
import { detach } from '#shared/lib/detach.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Up } from '#shared/wire/live/up.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Layout } from '../db/pages.ts';
import { backoffMs, type BackoffSettings } from '#shared/lib/backoff.ts';
import type { Clock } from '../transport/clock.ts';
import type { HubApi } from '../transport/hub-api.ts';
import { decideRetry, HubError } from '../transport/hub-error.ts';
import {
  openLive,
  type LiveConnection,
  type LiveDown,
  type LiveEnd,
  type OpenSocket,
} from '../transport/live-connection.ts';
import { arriving } from './arriving.ts';
import { FeedPump, type FeedEnd } from './feed-pump.ts';
import type { Arrival, Typing } from './handle.ts';
import { Pause } from './pause.ts';
import { writeSnapshotPage } from './snapshot.ts';
import { markOutdated, nextStep, readSyncMeta } from './sync-meta.ts';

export interface DownlinkDeps {
  db: ReplicaDb;
  me: Id;
  layout: Layout;
  token: string;
  api: HubApi;
  liveUrl: string;
  openSocket: OpenSocket;
  clock: Clock;
  random: () => number;
  backoff: BackoffSettings;
  heartbeatMs?: number;
  /** @param hubNow the hub's clock */
  onOnline(hubNow: number): void;
  /** @param nextTryAt milliseconds since the epoch */
  onLost(nextTryAt: number): void;
  onRejected(why: Rejection): void;
  onSnapshot(progress: { done: number; total: number } | null): void;
  onTyping(typing: Typing): void;
  onColleagues(news: ConnectedNews): void;
  onLooking(news: LookingNews): void;
  onArrival(arrival: Arrival): void;
  onStorage(error: unknown): void;
  /** A transaction went through: the storage works. */
  onStored(): void;
}

export type Rejection = 'signed_out' | 'client_too_old' | 'hub_too_old';

type Ended = LiveEnd | FeedEnd;

type Next = { kind: 'again' } | { kind: 'pause'; afterMs: number | null } | { kind: 'stop' };

/** Brings the hub's truth into the replica: snapshot where needed, then the feed, for as long as it runs. */
export class Downlink {
  private readonly deps: DownlinkDeps;
  private readonly rest: Pause;
  private readonly abort = new AbortController();
  private live: LiveConnection | null = null;
  private endLive: ((ended: Ended) => void) | null = null;
  private failures = 0;
  private running: Promise<void> | null = null;
  /** The page behind the one that is being written. */
  private ahead: { after: string; page: Promise<SnapshotPage> } | null = null;

  constructor(deps: DownlinkDeps) {
    this.deps = deps;
    this.rest = new Pause(deps.clock);
  }

  start(): void {
    this.running = this.run();
    detach(this.running, (error) => this.deps.onStorage(error));
  }

  /** Does not wait for the back-off, and does not trust a connection that may have died in the computer's sleep. */
  hurry(): void {
    this.failures = 0;
    this.rest.cut();
    this.live?.probe();
  }

  /** The device says that its network is gone. It may be wrong (the hub may be on this machine), so the next try decides. */
  networkLost(): void {
    this.endLive?.({ kind: 'closed' });
  }

  /** The replica was emptied: begin again from where it stands now. */
  lookAgain(): void {
    this.failures = 0;
    this.rest.cut();
    this.endLive?.({ kind: 'look_again' });
  }

  /** What passes: lost when there is no connection. */
  send(up: Up): void {
    this.live?.send(up);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.rest.end();
    this.endLive?.({ kind: 'closed' });
    await this.running?.catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.abort.signal.aborted) {
      const next = await this.step();
      if (next.kind === 'stop') return;
      if (next.kind === 'pause' && !this.abort.signal.aborted) await this.pause(next.afterMs);
    }
  }

  private async pause(afterMs: number | null): Promise<void> {
    this.failures += 1;
    const wait = Math.max(backoffMs(this.failures, this.deps.random(), this.deps.backoff), afterMs ?? 0);
    this.deps.onLost(this.deps.clock.now() + wait);
    await this.rest.wait(wait);
  }

  private async step(): Promise<Next> {
    try {
      const step = nextStep(await readSyncMeta(this.deps.db));
      if (step.kind === 'live') return this.afterLive(await this.goLive(step.cursor));
      return await this.takePage(step.kind === 'begin_snapshot' ? null : step.after);
    } catch (error) {
      if (error instanceof HubError) return this.afterHubError(error);
      this.deps.onStorage(error);
      return { kind: 'pause', afterMs: null };
    }
  }

  private async takePage(after: string | null): Promise<Next> {
    const { db, me, layout } = this.deps;
    const page = await this.snapshotPage(after);
    const written = await writeSnapshotPage(db, me, after, page, layout);
    this.deps.onStored();
    this.failures = 0;
    this.deps.onSnapshot(written.kind === 'more' ? written : null);
    return { kind: 'again' };
  }

  /** Asks for the next page as soon as one is here: the hub reads while this one is written. */
  private async snapshotPage(after: string | null): Promise<SnapshotPage> {
    const { ahead } = this;
    this.ahead = null;
    const ask = (place: string | null) => this.deps.api.snapshotPage(place, this.abort.signal);
    const page = await (ahead?.after === after ? ahead.page : ask(after));
    if (page.next !== null) {
      this.ahead = { after: page.next, page: ask(page.next) };
      // It may fail while nobody waits for it yet; whoever does then hears of it.
      this.ahead.page.catch(() => undefined);
    }
    return page;
  }

  private async afterHubError(error: HubError): Promise<Next> {
    const { failure } = error;
    // The hub no longer keeps the place between two pages: begin a new snapshot.
    if (failure.kind === 'status' && failure.code === 'snapshot_expired') {
      await markOutdated(this.deps.db);
      return { kind: 'pause', afterMs: null };
    }
    const decision = decideRetry(failure);
    switch (decision.kind) {
      case 'retry':
        return { kind: 'pause', afterMs: decision.afterMs };
      case 'give_up':
        return { kind: 'pause', afterMs: null };
      default:
        this.deps.onRejected(decision.kind);
        return { kind: 'stop' };
    }
  }

  private goLive(cursor: Cursor): Promise<Ended> {
    return new Promise((resolve) => {
      const feed = new FeedPump(this.deps, cursor, (ended) => this.endLive?.(ended));
      this.endLive = (ended) => {
        this.endLive = null;
        this.live?.close();
        this.live = null;
        // What was received is applied before anything else happens to the replica.
        detach(
          feed.drained().then((own) => resolve(own ?? ended)),
          (error) => resolve({ kind: 'storage', error }),
        );
      };
      this.live = openLive({
        url: this.deps.liveUrl,
        token: this.deps.token,
        cursor,
        openSocket: this.deps.openSocket,
        clock: this.deps.clock,
        ...(this.deps.heartbeatMs === undefined ? {} : { heartbeatMs: this.deps.heartbeatMs }),
        onDown: (down) => this.onDown(down, feed),
        onEnd: (end) => this.endLive?.(end),
      });
      if (this.abort.signal.aborted) this.endLive?.({ kind: 'closed' });
    });
  }

  private onDown(down: LiveDown, feed: FeedPump): void {
    switch (down.type) {
      case 'welcome':
        this.failures = 0;
        return this.deps.onOnline(down.now);
      case 'changes':
        // What was missed is told by its commit, and may be undone by its next piece.
        if (!down.more) this.tellArrival(down.changes);
        return feed.push(down.changes, down.cursor, down.more);
      case 'reset':
        return feed.reset();
      case 'typing':
        return this.deps.onTyping(down);
      case 'colleagues':
        return this.deps.onColleagues(down);
      case 'looking':
        return this.deps.onLooking(down);
      default:
        return exhaustive(down, 'message of the hub');
    }
  }

  /** Before the commit, which takes longer than all the rest of a message's way to the screen. */
  private tellArrival(changes: readonly Change[]): void {
    const { messages, dialogs } = arriving(changes);
    if (messages.length > 0) this.deps.onArrival({ kind: 'messages', messages, dialogs });
  }

  private afterLive(ended: Ended): Next {
    // After a mere end of the connection all that came is committed; here something of it is not, or will not stay.
    if (ended.kind === 'look_again' || ended.kind === 'storage') this.deps.onArrival({ kind: 'withdrawn' });
    switch (ended.kind) {
      case 'look_again':
        return { kind: 'again' };
      case 'closed':
      case 'dead':
      case 'garbled':
        return { kind: 'pause', afterMs: null };
      case 'storage':
        this.deps.onStorage(ended.error);
        return { kind: 'pause', afterMs: null };
      case 'fatal':
        return this.afterFatal(ended.code);
      default:
        return exhaustive(ended, 'end of a connection');
    }
  }

  private afterFatal(code: Extract<LiveEnd, { kind: 'fatal' }>['code']): Next {
    switch (code) {
      case 'bad_message':
      case 'too_slow':
        return { kind: 'pause', afterMs: null };
      case 'unauthorized':
        this.deps.onRejected('signed_out');
        return { kind: 'stop' };
      case 'client_too_old':
        this.deps.onRejected('client_too_old');
        return { kind: 'stop' };
      case 'client_too_new':
        this.deps.onRejected('hub_too_old');
        return { kind: 'stop' };
      default:
        return exhaustive(code, 'fatal code');
    }
  }
}
