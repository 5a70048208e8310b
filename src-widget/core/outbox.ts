import type { ChatApi } from '../net/api.ts';
import { backoffMs } from '../net/backoff.ts';
import { createPause } from '../net/pause.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { MAX_PAGE_URL } from '#shared/lib/text.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { inBackground } from './background.ts';
import { nextToSend, parseOutgoing, sortOutgoing, type Outgoing } from './outgoing.ts';
import { stopwatch } from './stopwatch.ts';
import type { ChatStorage } from './storage.ts';
import { withLock } from './tab-lock.ts';
import type { VisitorKeeper } from './visitor.ts';
import { toJson } from './json.ts';

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

type Step = { kind: 'next' } | { kind: 'idle' } | { kind: 'wait'; ms: number };

/**
 * Messages on their way to the hub. Each lies under a storage key of its own, so that tabs never overwrite each other's;
 * it goes only after the hub has confirmed it, and the hub takes each id once, so it arrives exactly once.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #pause = createPause();
  #failures = 0;
  /** The hub asked for patience; how much of it is left. A wake-up does not overrule it. */
  #patience: () => number = () => 0;
  /** What this page wrote, for a site that empties its storage meanwhile. */
  readonly #own = new Map<string, Outgoing>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Begins to send; goes on as long as the page lives. */
  start(): void {
    inBackground(this.#run());
  }

  all(): Outgoing[] {
    const { storage } = this.#options;
    const messages = new Map(this.#own);
    for (const name of storage.names(PREFIX)) {
      const message = parseOutgoing(storage.get(name) ?? '');
      if (message) messages.set(message.clientId, message);
    }
    return sortOutgoing([...messages.values()]);
  }

  put(message: Outgoing): void {
    this.#own.set(message.clientId, message);
    this.#options.storage.set(PREFIX + message.clientId, toJson(message));
    this.#options.onChange();
  }

  remove(clientId: string): void {
    this.#own.delete(clientId);
    this.#options.storage.remove(PREFIX + clientId);
    this.#options.onChange();
  }

  /** Another tab changed this very key: what it left there is what counts. A storage that is empty altogether names no key. */
  changedElsewhere(name: string): void {
    this.#own.delete(name.slice(PREFIX.length));
  }

  /** Something happened that makes a try worthwhile. */
  wake(): void {
    this.#pause.wake();
  }

  async #run(): Promise<never> {
    for (;;) {
      if (nextToSend(this.all()) === null) {
        await this.#pause.wait(Infinity);
        continue;
      }
      // The lock is held for one try only: whoever waits for the network must not hold up the others.
      const done = await withLock(this.#options.lockName, () => this.#step());
      if (done.kind === 'wait') await this.#pause.wait(done.ms);
    }
  }

  /** Sends the first message, once. Reads the storage itself: another tab may have sent it while this one waited. */
  async #step(): Promise<Step> {
    const message = nextToSend(this.all());
    if (message === null) return { kind: 'idle' };
    const patience = this.#patience();
    if (patience > 0) return { kind: 'wait', ms: patience };
    const who = await this.#options.visitor.ensure();
    if (who.kind === 'later') return this.#later(who.afterMs);
    if (who.kind !== 'ok') return this.#failed();
    this.#options.onVisitor();
    return await this.#send(who.value.token, message);
  }

  async #send(token: string, message: Outgoing): Promise<Step> {
    const { clientId, text, quote, answers } = message;
    const files = message.files.map(({ id }) => id);
    const pageUrl = message.pageUrl.slice(0, MAX_PAGE_URL);
    const answer = await this.#options.api.say(token, {
      clientId,
      text,
      files,
      pageUrl,
      ...(quote && { replyTo: quote.seq }),
      ...(answers && { answers }),
    });
    switch (answer.kind) {
      case 'ok':
        this.#options.onSent(answer.value.item);
        this.remove(clientId);
        return this.#reached();
      case 'too_long':
      case 'refused':
        this.put({ ...message, failure: answer.kind });
        return this.#reached();
      case 'unauthorized':
        this.#options.onUnauthorized(token);
        this.#failures += 1;
        // At once with a new token, but a hub that refuses those too is not to be hammered.
        return { kind: 'wait', ms: this.#failures === 1 ? 0 : backoffMs(this.#failures, Math.random()) };
      case 'later':
        return this.#later(answer.afterMs);
      case 'unreachable':
        return this.#failed();
      default:
        return exhaustive(answer, 'answer');
    }
  }

  #reached(): Step {
    this.#failures = 0;
    this.#options.onReachable(true);
    return { kind: 'next' };
  }

  #failed(): Step {
    this.#failures += 1;
    this.#options.onReachable(false);
    return { kind: 'wait', ms: backoffMs(this.#failures, Math.random()) };
  }

  #later(ms: number): Step {
    const elapsed = stopwatch();
    this.#patience = () => ms - elapsed();
    return { kind: 'wait', ms };
  }
}
