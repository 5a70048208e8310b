import { parseJson } from '#shared/lib/json.ts';
import type { ChannelHub } from '../channel.ts';
import type { VisitorKey } from './items.ts';
import { TYPING, typingHintSchema, WAKE } from './topics.ts';

/** Somebody who waits for news of one visitor's talk: a socket, or a request that is held open. */
export interface Waiting {
  readonly key: VisitorKey;
  /** There may be something new. Must not throw. */
  wake(): void;
  typing?(authorName: string | null): void;
  /** The hub stops. */
  stop(): void;
}

/** Hints may be lost (another process, a broken connection to the database): so everybody is looked up now and then. */
const POLL_MS = 20_000;
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

export function createLiveHub(hub: ChannelHub): LiveHub {
  const byVisitor = new Map<string, Set<Waiting>>();
  let stopped = false;
  const each = (visitorId: string, act: (waiting: Waiting) => void): void => {
    for (const waiting of byVisitor.get(visitorId) ?? []) act(waiting);
  };
  const ends = [
    hub.bus.subscribe(WAKE, (visitorId) => each(visitorId, (waiting) => waiting.wake())),
    hub.bus.subscribe(TYPING, (payload) => {
      const hint = typingHintSchema.safeParse(parseJson(payload));
      if (hint.success) each(hint.data.visitorId, (waiting) => waiting.typing?.(hint.data.authorName));
    }),
  ];
  const timer = setInterval(() => {
    for (const visitorId of byVisitor.keys()) each(visitorId, (waiting) => waiting.wake());
  }, POLL_MS);
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
