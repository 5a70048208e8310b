/**
 * Follows one workspace's feed for all connections of this process: one reader, however many sockets.
 * A connection catches up by itself and joins when it is not behind the tailer any more.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Db } from '../db/transaction.ts';
import { loadBundles } from '../feed/bundles.ts';
import type { FeedEntry } from '../feed/entry.ts';
import { feedEnd, feedState, judgeCursor, newestXid, type CursorVerdict } from '../feed/epoch.ts';
import { readFeed, type FeedPage } from '../feed/reader.ts';
import { CLOSE_RESTART, type Connection } from './connection.ts';
import { enteringDialogs, PageWriter, planFor, type Plan } from './fan-out.ts';

const PAGE_ENTRIES = 500;
/** Who catches up is behind by more, and waits for less when it comes in larger pieces. */
const CATCH_UP_ENTRIES = 2_000;
/** Lost hints cost at most so long. */
const POLL_MS = 2_000;
/** While an older transaction holds the horizon, look again this soon, then less and less often. */
const RECHECK_MS = { first: 4, most: 250 } as const;
/** A connection that sees nothing of the changes learns now and then how far they are. */
const CURSOR_MS = 10_000;
/** While catching up: unread bytes on a socket above which the next page waits, and for how long at most. */
const DRAIN = { bytes: 1024 * 1024, stepMs: 20, mostMs: 30_000 } as const;

export class Tailer {
  readonly #db: Db;
  readonly #log: Logger;
  readonly #workspaceId: string;
  readonly #epoch: string;
  readonly #followers = new Set<Connection>();
  #position = 0n;
  #timer: NodeJS.Timeout | null = null;
  #recheckMs: number = RECHECK_MS.first;
  #reading: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #over = false;

  constructor(db: Db, log: Logger, workspaceId: string, epoch: string) {
    this.#db = db;
    this.#log = log;
    this.#workspaceId = workspaceId;
    this.#epoch = epoch;
  }

  static async open(db: Db, log: Logger, workspaceId: string): Promise<Tailer> {
    const { epoch } = await feedState(db, workspaceId);
    return new Tailer(db, log, workspaceId, epoch);
  }

  get size(): number {
    return this.#followers.size;
  }

  /** Another life of the feed has begun (`ensureEpochs`): positions of this one mean nothing any more. */
  get isOver(): boolean {
    return this.#over;
  }

  /**
   * Sends what a connection missed since its cursor, then lets it follow.
   * @returns why the cursor is of no use; `good` when the connection follows or has gone; null when this tailer is of no
   * use itself (`isOver`)
   */
  async attach(connection: Connection, cursor: Cursor): Promise<CursorVerdict | null> {
    // A cursor may be any number, also one that PostgreSQL cannot hold: nothing is read from it before it is known to be good.
    const first = await this.#judge(cursor.epoch, BigInt(cursor.xid));
    if (first !== 'good') return first;
    connection.cursor = await this.#placed(BigInt(cursor.xid));
    connection.told = connection.cursor;
    for (let ahead: Promise<FeedPage> | null = null; ;) {
      const page: FeedPage = await (ahead ?? this.#readMissed(connection.cursor));
      // The database looks for the next page while this one is on its way.
      ahead = page.more ? this.#readMissed(page.next) : null;
      // Judged after reading: what was pruned before or meanwhile would be missing in the page.
      const verdict = await this.#judge(cursor.epoch, connection.cursor);
      if (verdict !== 'good') return verdict;
      await this.#deliver([connection], page, 'missed');
      if (!(await drained(connection)) || this.#stopped) return 'good';
      if (!page.more && this.#join(connection)) return 'good';
    }
  }

  #readMissed(from: bigint): Promise<FeedPage> {
    const page = readFeed(this.#db, this.#workspaceId, from, CATCH_UP_ENTRIES);
    // It may fail when nobody waits for it any more.
    page.catch(() => undefined);
    return page;
  }

  async #judge(epoch: string, xid: bigint): Promise<CursorVerdict | null> {
    const state = await feedState(this.#db, this.#workspaceId);
    if (this.#ends(state.epoch)) return null;
    return judgeCursor({ epoch, xid: String(xid) }, state, await newestXid(this.#db));
  }

  /** Nobody follows from beyond the end: what a hub never told may be any number, and the feed may yet have a change there. */
  async #placed(asked: bigint): Promise<bigint> {
    const end = BigInt((await feedEnd(this.#db, this.#workspaceId)).xid);
    return asked < end ? asked : end;
  }

  detach(connection: Connection): void {
    this.#followers.delete(connection);
    if (this.#followers.size === 0) this.#clearTimer();
  }

  /** Something may have happened. */
  wake(): void {
    if (this.#followers.size === 0 || this.#stopped) return;
    this.#recheckMs = RECHECK_MS.first;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#clearTimer();
    this.#reading = this.#read()
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'the feed could not be read');
        this.#schedule(POLL_MS);
      })
      .finally(() => {
        this.#reading = null;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** An operator's clients wait for the feed to pass a transaction in which they may see nothing. */
  nudge(operatorId: string, xid: bigint): void {
    for (const connection of this.#followers) {
      if (connection.operatorId === operatorId && xid > connection.wanted) connection.wanted = xid;
    }
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clearTimer();
    await this.#reading;
  }

  #ends(epoch: string | null): boolean {
    this.#over ||= epoch !== this.#epoch;
    return this.#over;
  }

  #join(connection: Connection): boolean {
    if (!connection.isOpen) return true;
    if (this.#followers.size === 0 && !this.#reading) this.#position = connection.cursor;
    if (connection.cursor < this.#position) return false;
    this.#followers.add(connection);
    this.wake();
    return true;
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await readFeed(this.#db, this.#workspaceId, this.#position, PAGE_ENTRIES);
      // In one step: whoever joins from here on must already have this page.
      const followers = [...this.#followers];
      if (this.#ends(page.epoch)) return closeMissed(followers);
      const pruned = this.#position < page.keptFrom;
      this.#position = page.next;
      // A transaction that stayed open for long, or a process that slept: what was behind it is not in the page.
      if (pruned) return closeMissed(followers);
      await this.#deliver(followers, page, 'new').catch((error: unknown) => {
        closeMissed(followers);
        throw error;
      });
      if (this.#stopped) return;
      if (page.more) continue;
      this.#schedule(page.waiting || this.#somebodyWaits() ? this.#nextRecheck() : POLL_MS);
      return;
    }
  }

  #somebodyWaits(): boolean {
    return [...this.#followers].some((connection) => connection.wanted >= connection.told);
  }

  #nextRecheck(): number {
    const ms = this.#recheckMs;
    this.#recheckMs = Math.min(ms * 2, RECHECK_MS.most);
    return ms;
  }

  #schedule(ms: number): void {
    if (this.#stopped || this.#followers.size === 0) return;
    this.#clearTimer();
    const recheckMs = this.#recheckMs;
    this.#timer = setTimeout(() => {
      this.wake();
      // A look of our own is no news: it must not make the next one come sooner.
      this.#recheckMs = recheckMs;
    }, ms);
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** @param what was missed tells the cursor even to those who get nothing else, and that more is to come */
  async #deliver(
    connections: readonly Connection[],
    { entries, next, more }: FeedPage,
    what: 'missed' | 'new',
  ): Promise<void> {
    const plans = plansFor(connections, entries);
    const all = new Set(Array.from(plans.values(), ({ outcomes }) => outcomes));
    const entering = enteringDialogs(entries, all);
    const bundles = await loadBundles(this.#db, this.#workspaceId, entering);
    const missed = what === 'missed';
    const cursor = { epoch: this.#epoch, xid: String(next) };
    const writer = new PageWriter(entries, bundles, cursor, missed && more);
    for (const [connection, { outcomes, changed }] of plans) {
      if (changed) connection.scope = changed;
      sendPage(connection, writer, writer.write(connection.scope, outcomes), next, missed);
    }
  }
}

/** They have missed a page. Reconnected, they catch up from their cursors, or hear that these are too old. */
function closeMissed(connections: readonly Connection[]): void {
  for (const connection of connections) connection.socket.close(CLOSE_RESTART, 'changes were missed');
}

/** The page for each connection; those who see the same share one plan. */
function plansFor(connections: readonly Connection[], entries: readonly FeedEntry[]): Map<Connection, Plan> {
  const shared = new Map<string, Plan>();
  const named = entries.some((entry) => entry.audience.kind === 'operator');
  const oldest = entries[0]?.xid ?? 0n;
  const plans = new Map<Connection, Plan>();
  for (const connection of connections) {
    const { cursor, scope } = connection;
    // Those who joined ahead of the tailer must not get again what they have.
    const ahead = oldest < cursor;
    const personal = named ? connection.operatorId : '';
    const key = `${personal}/${ahead ? cursor : ''}/${connection.scopeKey}`;
    const plan = shared.get(key) ?? planFor(scope, entries, cursor);
    shared.set(key, plan);
    plans.set(connection, plan);
  }
  return plans;
}

function sendPage(
  connection: Connection,
  writer: PageWriter,
  message: string | null,
  next: bigint,
  always: boolean,
): void {
  if (next > connection.cursor) connection.cursor = next;
  const waits = connection.wanted >= connection.told && next > connection.wanted;
  const late = next > connection.told && Date.now() - connection.lastSentAt > CURSOR_MS;
  if (message !== null) connection.sendText(message);
  else if (always || waits || late) connection.sendText(writer.empty);
  else return;
  connection.told = next;
}

/** Waits until the peer has read most of what it was sent. @returns false when it is gone */
async function drained(connection: Connection): Promise<boolean> {
  const until = Date.now() + DRAIN.mostMs;
  while (connection.isOpen && connection.socket.bufferedAmount > DRAIN.bytes) {
    if (Date.now() > until) {
      connection.fail('too_slow', 'The client does not keep up with the changes');
      return false;
    }
    await delay(DRAIN.stepMs);
  }
  return connection.isOpen;
}
