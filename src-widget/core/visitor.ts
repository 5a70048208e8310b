import type { Answer, ChatApi } from '../net/api.ts';
import type { ChatStorage } from './storage.ts';
import { hasLocks, withLock } from './tab-lock.ts';

const KEY = 'visitor';

/** Milliseconds in which what one tab stores has reached the others, whatever process they live in. */
const SETTLE_MS = 150;

export interface Visitor {
  visitorId: string;
  token: string;
}

/** Who this browser is to the channel; shared by all tabs of the site through the storage. */
export interface VisitorKeeper {
  current(): Visitor | null;
  /** The known visitor, or a new one. */
  ensure(): Promise<Answer<Visitor>>;
  /** The hub does not know this token (any more). Does nothing when another tab has already got a new one. */
  forget(token: string): void;
}

/** Anything else cannot be sent in a header, and asking with it would fail like a network that is away, for ever. */
const TOKEN = /^[\w-]+$/;

function parse(raw: string | null): Visitor | null {
  if (raw === null) return null;
  try {
    const { visitorId, token } = JSON.parse(raw) as Record<string, unknown>;
    const usable = typeof visitorId === 'string' && typeof token === 'string' && TOKEN.test(token);
    return usable ? { visitorId, token } : null;
  } catch {
    return null;
  }
}

export function keepVisitor(storage: ChatStorage, api: ChatApi, lockName: string): VisitorKeeper {
  const current = (): Visitor | null => parse(storage.get(KEY));
  return {
    current,
    ensure: () =>
      withLock(lockName, async () => {
        const known = current();
        if (known) return { kind: 'ok', value: known };
        const answer = await api.newVisitor();
        if (answer.kind !== 'ok') return answer;
        // Without Web Locks another tab may have been faster: who stands there is who all of them are.
        const other = current();
        if (other) return { kind: 'ok', value: other };
        storage.set(KEY, JSON.stringify(answer.value));
        // Two may have written in the same moment, each unheard by the other: before one speaks as who it believes to be,
        // both hear who was written last.
        if (!hasLocks()) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        return { kind: 'ok', value: current() ?? answer.value };
      }),
    forget(token) {
      if (current()?.token === token) storage.remove(KEY);
    },
  };
}
