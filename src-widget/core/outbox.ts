import type { ChatApi } from '../net/api.ts';
import { backoffMs } from '../net/backoff.ts';
import { createPause } from '../net/pause.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { inBackground } from './background.ts';
import { nextToSend, parseOutgoing, sortOutgoing, type Outgoing } from './outgoing.ts';
import type { ChatStorage } from './storage.ts';
import { withLock } from './tab-lock.ts';
import type { VisitorKeeper } from './visitor.ts';

const PREFIX = 'out:';

export interface OutboxOptions {
  storage: ChatStorage;
  api: ChatApi;
  visitor: VisitorKeeper;
  lockName: string;
  onSent(item: ChatItem): void;
  /** The stored messages changed, here or in another tab. */
  onChange(): void;
  onVisitor(): void;
  onUnauthorized(token: string): void;
  onReachable(reachable: boolean): void;
}

/**
 * Messages on their way to the hub. Each lies under a storage key of its own, so that tabs never overwrite each other's;
 * it goes only after the hub has confirmed it, and the hub takes each id once, so it arrives exactly once.
 */
export interface Outbox {
  all(): Outgoing[];
  put(message: Outgoing): void;
  remove(clientId: string): void;
  /** Something happened that makes a try worthwhile. */
  wake(): void;
}

type Step = { kind: 'next' } | { kind: 'idle' } | { kind: 'wait'; ms: number };

export function startOutbox(options: OutboxOptions): Outbox {
  const { storage, visitor } = options;
  const pause = createPause();
  let failures = 0;
  /** The hub asked for patience: a wake-up does not overrule it. */
  let notBefore = 0;

  const all = (): Outgoing[] =>
    sortOutgoing(
      storage
        .names(PREFIX)
        .map((name) => parseOutgoing(storage.get(name) ?? ''))
        .filter((message) => message !== null),
    );
  const put = (message: Outgoing): void => {
    storage.set(PREFIX + message.clientId, JSON.stringify(message));
    options.onChange();
  };
  const remove = (clientId: string): void => {
    storage.remove(PREFIX + clientId);
    options.onChange();
  };

  function failed(): Step {
    failures += 1;
    options.onReachable(false);
    return { kind: 'wait', ms: backoffMs(failures, Math.random()) };
  }

  function later(ms: number): Step {
    notBefore = Date.now() + ms;
    return { kind: 'wait', ms };
  }

  /** Sends the first message, once. Reads the storage itself: another tab may have sent it while this one waited. */
  async function step(): Promise<Step> {
    const message = nextToSend(all());
    if (message === null) return { kind: 'idle' };
    if (Date.now() < notBefore) return { kind: 'wait', ms: notBefore - Date.now() };
    const who = await visitor.ensure();
    if (who.kind === 'later') return later(who.afterMs);
    if (who.kind !== 'ok') return failed();
    options.onVisitor();
    const { clientId, text, pageUrl } = message;
    const answer = await options.api.say(who.value.token, {
      clientId,
      text,
      pageUrl: pageUrl.slice(0, 2000),
    });
    switch (answer.kind) {
      case 'ok':
        options.onSent(answer.value.item);
        remove(clientId);
        break;
      case 'too_long':
      case 'refused':
        put({ ...message, failure: answer.kind });
        break;
      case 'unauthorized':
        options.onUnauthorized(who.value.token);
        failures += 1;
        return { kind: 'wait', ms: failures === 1 ? 0 : backoffMs(failures, Math.random()) };
      case 'later':
        return later(answer.afterMs);
      case 'unreachable':
        return failed();
    }
    failures = 0;
    options.onReachable(true);
    return { kind: 'next' };
  }

  async function run(): Promise<never> {
    for (;;) {
      if (nextToSend(all()) === null) {
        await pause.wait(Infinity);
        continue;
      }
      // The lock is held for one try only: whoever waits for the network must not hold up the others.
      const done = await withLock(options.lockName, step);
      if (done.kind === 'wait') await pause.wait(done.ms);
    }
  }
  inBackground(run());

  return { all, put, remove, wake: () => pause.wake() };
}
