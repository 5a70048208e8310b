import { sql } from 'kysely';
import { parseJson } from '#shared/lib/json.ts';
import type { ChannelHub } from '../channel.ts';
import type { Db } from '../../db/transaction.ts';
import type { VisitorKey } from './items.ts';
import { TYPING, typingHintSchema, WAKE } from './topics.ts';

/** Somebody who waits for news of one visitor's talk: a socket, or a request that is held open. */
export interface Waiting {
  readonly key: VisitorKey;
  /** There may be something new. Must not throw. */
  wake(): void;
  typing?(authorName: string | null): void;
  /** Whoever typed has stopped. */
  stoppedTyping?(): void;
  /** Whether it lacks something of the talk as it is now. One that ends by itself and is asked again need not know. */
  isBehind?(talk: TalkMarks): boolean;
  /** The hub stops. */
  stop(): void;
}

/** How far a visitor's talk is. */
export interface TalkMarks {
  lastSeq: number;
  readUpTo: number;
  lastChange: number;
}

/** Hints may be lost (another process, a broken connection to the database): so everybody is looked up now and then. */
const POLL_MS = 20_000;
/** Visitors whose marks are read by one statement: looking each up by itself, a full hub would choke on its own poll. */
const POLL_BATCH = 1_000;
/** A browser with that many tabs of one site is a mistake or an attack; the oldest connection goes. */
const MOST_PER_VISITOR = 20;

/** All who wait in this process, by visitor. */
export interface LiveHub {
  /** @returns function that ends the waiting */
  add(waiting: Waiting): () => void;
  readonly size: number;
  readonly stopped: boolean;
  stop(): void;
}

function readMarks(db: Db, waiting: readonly Waiting[]) {
  const keys = waiting.map(({ key }) => ({ w: key.workspaceId, v: key.visitorId }));
  return db
    .selectFrom('sitechat_visitors as visitor')
    .innerJoin(
      sql<{ w: string; v: string }>`jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)`.as<'asked'>(
        sql`asked(w uuid, v uuid)`,
      ),
      (join) => join.onRef('asked.w', '=', 'visitor.workspace_id').onRef('asked.v', '=', 'visitor.id'),
    )
    .select(['visitor.id', 'last_seq', 'read_up_to', 'last_change'])
    .execute();
}

/** @param pollMs only tests give another */
export function createLiveHub(hub: Pick<ChannelHub, 'db' | 'bus' | 'log'>, pollMs = POLL_MS): LiveHub {
  const byVisitor = new Map<string, Set<Waiting>>();
  let stopped = false;
  const each = (visitorId: string, act: (waiting: Waiting) => void): void => {
    for (const waiting of byVisitor.get(visitorId) ?? []) act(waiting);
  };
  const ends = [
    hub.bus.subscribe(WAKE, (visitorId) => each(visitorId, (waiting) => waiting.wake())),
    hub.bus.subscribe(TYPING, (payload) => {
      const hint = typingHintSchema.safeParse(parseJson(payload));
      if (!hint.success) return;
      const { visitorId, authorName, stopped: isOver } = hint.data;
      each(visitorId, (waiting) => (isOver ? waiting.stoppedTyping?.() : waiting.typing?.(authorName)));
    }),
  ];
  /** Wakes those who lack something, and nobody else. */
  async function poll(): Promise<void> {
    const ids = [...byVisitor.keys()];
    for (let from = 0; from < ids.length; from += POLL_BATCH) {
      if (stopped) return;
      const batch = ids.slice(from, from + POLL_BATCH);
      const rows = await readMarks(
        hub.db,
        batch.flatMap((id) => [...(byVisitor.get(id) ?? [])].slice(0, 1)),
      );
      for (const row of rows) {
        const marks = { lastSeq: row.last_seq, readUpTo: row.read_up_to, lastChange: row.last_change };
        each(row.id, (waiting) => {
          if (waiting.isBehind?.(marks)) waiting.wake();
        });
      }
    }
  }
  let polling = false;
  const timer = setInterval(() => {
    if (polling) return;
    polling = true;
    poll()
      .catch((error: unknown) =>
        hub.log.debug({ err: error }, 'the talks of visitors could not be looked through'),
      )
      .finally(() => (polling = false));
  }, pollMs);
  timer.unref();

  return {
    add(waiting) {
      const { visitorId } = waiting.key;
      const set = byVisitor.get(visitorId) ?? new Set();
      byVisitor.set(visitorId, set.add(waiting));
      const [oldest] = set;
      if (set.size > MOST_PER_VISITOR && oldest) oldest.stop();
      if (stopped) waiting.stop();
      return () => {
        set.delete(waiting);
        if (set.size === 0 && byVisitor.get(visitorId) === set) byVisitor.delete(visitorId);
      };
    },
    get size() {
      let size = 0;
      for (const set of byVisitor.values()) size += set.size;
      return size;
    },
    get stopped() {
      return stopped;
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      for (const end of ends) end();
      for (const set of byVisitor.values()) for (const waiting of set) waiting.stop();
    },
  };
}

/** Waits for the next wake-up of a visitor, at most so long. */
export function nextWake(live: LiveHub, key: VisitorKey, ms: number): { done: Promise<void>; end(): void } {
  let end = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(() => end(), ms);
    const leave = live.add({ key, wake: () => end(), stop: () => end() });
    end = () => {
      clearTimeout(timer);
      leave();
      resolve();
    };
  });
  return { done, end: () => end() };
}
