import type { ChatDown } from '#shared/wire/chat/down.ts';
import type { ChatFile } from '#shared/wire/chat/file.ts';
import type { ChatAnswers } from '#shared/wire/chat/form.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { CHAT_TYPING_MS, CHAT_TYPING_REPEAT_MS } from '#shared/wire/chat/up.ts';
import { MAX_TEXT_BYTES, cleanText, isBlank, utf8Length } from '#shared/lib/text.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { ChatApi } from '../net/api.ts';
import { startLive, type Live } from '../net/live.ts';
import { inBackground } from './background.ts';
import type { Cache } from './cache.ts';
import { appendItems, firstSeq, lastSeq, prependItems, type Items } from './items.ts';
import { Outbox } from './outbox.ts';
import { retried } from './outgoing.ts';
import { startReceipts, type Receipts } from './receipts.ts';
import type { ChatState, Store } from './state.ts';
import { stopwatch } from './stopwatch.ts';
import type { ChatStorage } from './storage.ts';
import { keepVisitor, type VisitorKeeper } from './visitor.ts';

const SAVE_AFTER_MS = 400;

export type SayOutcome = 'taken' | 'empty' | 'too_long';

/** The visitor's talk with the company: everything between the screen on one side and storage and hub on the other. */
export class Talk {
  readonly #store: Store;
  readonly #cache: Cache;
  readonly #api: ChatApi;
  readonly visitor: VisitorKeeper;
  readonly #live: Live;
  readonly #outbox: Outbox;
  readonly #receipts: Receipts;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #sinceTyped = (): number => Infinity;
  #started = false;
  /** Whose items the state holds. */
  #owner: string | null = null;
  /** Up to which change the state's items are as the hub has them. */
  #changes = 0;

  constructor(
    store: Store,
    storage: ChatStorage,
    cache: Cache,
    api: ChatApi,
    hub: string,
    channelId: string,
  ) {
    this.#store = store;
    this.#cache = cache;
    this.#api = api;
    const lockName = `otklik:${channelId}`;
    const onUnauthorized = (token: string): void => this.#lost(token);
    const onReachable = (reachable: boolean): void => this.reachable(reachable);
    this.visitor = keepVisitor(storage, api, `${lockName}:visitor`);
    this.#receipts = startReceipts(store, storage, {
      viaSocket: (message) => this.#live.say(message),
      viaHttp: (body) => this.#sendReceipts(body),
    });
    this.#adoptVisitor();
    this.#live = startLive({
      address: `${hub.replace(/^http/, 'ws')}/chat/${encodeURIComponent(channelId)}/live`,
      api,
      token: () => this.visitor.current()?.token ?? null,
      known: () => ({ after: lastSeq(this.#state.items) || null, changes: this.#changes }),
      onDown: (message) => this.#down(message),
      onConnected: () => this.#receipts.repeat(),
      onUnauthorized,
      onReachable,
    });
    this.#outbox = new Outbox({
      storage,
      api,
      visitor: this.visitor,
      lockName: `${lockName}:send`,
      onSent: (item) => this.#sent(item),
      onChange: () => this.#showOutgoing(),
      onVisitor: () => this.#adoptVisitor(),
      onUnauthorized,
      onReachable,
    });
    this.#started = true;
    this.#showOutgoing();
    this.#outbox.start();
    storage.watch((name) => this.#changedElsewhere(name));
    this.#watchPage();
  }

  get #state(): ChatState {
    return this.#store.state;
  }

  /** Takes a message for sending; from here on it survives a reload. Sent in the order taken. */
  say(
    text: string,
    files: readonly ChatFile[],
    quote: ChatItem['quote'],
    answers: ChatAnswers | null = null,
  ): SayOutcome {
    const cleaned = cleanText(text).trim();
    if (isBlank(cleaned) && files.length === 0) return 'empty';
    if (utf8Length(cleaned) > MAX_TEXT_BYTES) return 'too_long';
    this.#outbox.put({
      clientId: uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
      text: cleaned,
      files,
      quote,
      answers,
      at: this.#lastAt(),
      pageUrl: location.href,
      failure: null,
    });
    this.#outbox.wake();
    return 'taken';
  }

  /** A time behind everything that is already waiting, whatever the clock does. */
  #lastAt(): number {
    return Math.max(Date.now(), (this.#outbox.all().at(-1)?.at ?? 0) + 1);
  }

  retry(clientId: string): void {
    const message = this.#outbox.all().find((one) => one.clientId === clientId);
    if (message) this.#outbox.put(retried(message, this.#lastAt()));
    this.#outbox.wake();
  }

  /** Gives up a message that failed. */
  discard(clientId: string): void {
    this.#outbox.remove(clientId);
    this.#store.set({ outgoing: this.#state.outgoing.filter((one) => one.clientId !== clientId) });
  }

  /** The visitor is typing; said to the hub every few seconds at most. */
  typing(): void {
    if (this.#sinceTyped() < CHAT_TYPING_REPEAT_MS) return;
    if (this.#live.say({ type: 'typing' })) this.#sinceTyped = stopwatch();
  }

  loadEarlier(): void {
    inBackground(this.#loadEarlier());
  }

  async #loadEarlier(): Promise<void> {
    const token = this.visitor.current()?.token;
    const { items, loadingEarlier } = this.#state;
    if (token === undefined || loadingEarlier || items.length === 0 || firstSeq(items) === 1) return;
    this.#store.set({ loadingEarlier: true });
    const answer = await this.#api.items(token, `before=${firstSeq(items)}`);
    if (answer.kind === 'ok' && this.visitor.current()?.token === token) {
      this.#store.set({ items: prependItems(this.#state.items, answer.value.items) });
    }
    this.#store.set({ loadingEarlier: false });
  }

  wake(): void {
    this.#live.wake();
    this.#outbox.wake();
  }

  /** Makes the state show the talk of the visitor whom the storage names now. */
  #adoptVisitor(): void {
    const visitorId = this.visitor.current()?.visitorId ?? null;
    if (visitorId === this.#owner) return;
    const before = this.#owner;
    this.#owner = visitorId;
    const known = visitorId === null ? null : this.#cache.talk(visitorId);
    this.#changes = known?.changes ?? 0;
    if (before !== null) this.#receipts.forget();
    this.#store.set({ items: known?.items ?? [], readUpTo: known?.readUpTo ?? 0, typing: null });
    if (!this.#started) return;
    this.#store.set({ outgoing: [], confirmed: new Set() });
    this.#showOutgoing();
    this.#live.restart();
  }

  /** The hub has no such visitor: its database was replaced, or the token was withdrawn. Unsent messages stay. */
  #lost(token: string): void {
    this.visitor.forget(token);
    if (this.visitor.current() === null) this.#cache.dropTalk();
    this.#adoptVisitor();
    this.#outbox.wake();
  }

  #down(message: Exclude<ChatDown, { type: 'fatal' | 'pong' }>): void {
    if (message.type === 'typing') {
      clearTimeout(this.#typingTimer);
      this.#typingTimer = setTimeout(() => this.#store.set({ typing: null }), CHAT_TYPING_MS);
      this.#store.set({ typing: { authorName: message.authorName } });
      return;
    }
    if (message.type === 'reset') {
      this.#cache.dropTalk();
      this.#changes = 0;
      this.#store.set({ items: [], readUpTo: 0 });
      this.#receipts.forget();
      this.#live.restart();
      return;
    }
    const { items, gap } = appendItems(this.#state.items, message.items);
    this.#changes = Math.max(this.#changes, message.changes);
    if (endsTyping(message.items)) this.#store.set({ typing: null });
    this.#take(items, message.readUpTo);
    if (gap) this.#live.restart();
    this.#receipts.update();
  }

  #sent(item: ChatItem): void {
    const { items } = this.#state;
    this.#store.set({ confirmed: new Set([...this.#state.confirmed, item.clientId ?? '']) });
    // Only when it is certainly the next one; otherwise the socket brings it together with what lies between.
    if (item.seq === lastSeq(items) + 1) this.#take(appendItems(items, [item]).items, this.#state.readUpTo);
  }

  #take(items: Items, readUpTo: number): void {
    this.#store.set({
      items,
      readUpTo: Math.max(this.#state.readUpTo, readUpTo),
      outgoing: this.#unseen(items),
    });
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => this.#save(), SAVE_AFTER_MS);
  }

  #save(): void {
    clearTimeout(this.#saveTimer);
    const { items, readUpTo } = this.#state;
    if (this.#owner !== null && items.length > 0) {
      this.#cache.saveTalk(this.#owner, items, readUpTo, this.#changes);
    }
  }

  /** Outgoing messages without those that are among the items already. */
  #unseen(items: Items): ChatState['outgoing'] {
    const arrived = new Set(items.slice(-200).map((item) => item.clientId));
    return this.#state.outgoing.filter((message) => !arrived.has(message.clientId));
  }

  /** Shows what is stored, and what was confirmed a moment ago but has not come back as an item. */
  #showOutgoing(): void {
    const stored = this.#outbox.all();
    const ids = new Set(stored.map((message) => message.clientId));
    // One that another tab sent is gone from the storage and will come as an item: it must not blink.
    const confirmed = new Set(this.#state.confirmed);
    const kept = this.#state.outgoing.filter(
      (message) => !ids.has(message.clientId) && message.failure === null,
    );
    for (const message of kept) confirmed.add(message.clientId);
    this.#store.set({ confirmed, outgoing: [...kept, ...stored] });
    this.#store.set({ outgoing: this.#unseen(this.#state.items) });
  }

  #changedElsewhere(name: string): void {
    if (name === '' || name === 'visitor') this.#adoptVisitor();
    if (name === '' || name.startsWith('out:')) {
      this.#outbox.changedElsewhere(name);
      this.#showOutgoing();
      this.#outbox.wake();
    }
    this.#receipts.changedElsewhere(name);
  }

  /** Every request says whether the hub could be reached. */
  reachable(reachable: boolean): void {
    if (this.#state.offline !== reachable) return;
    this.#store.set({ offline: !reachable });
    if (reachable) this.wake();
  }

  async #sendReceipts(body: { receivedUpTo: number; seenUpTo: number }): Promise<boolean> {
    const token = this.visitor.current()?.token;
    return token !== undefined && (await this.#api.receipts(token, body)).kind === 'ok';
  }

  #watchPage(): void {
    addEventListener('online', () => {
      // Without a visitor nothing is connected that could notice.
      if (this.#owner === null) this.reachable(true);
      this.wake();
    });
    addEventListener('offline', () => this.reachable(false));
    addEventListener('pagehide', () => {
      this.#save();
      this.#live.pause();
    });
    addEventListener('pageshow', () => this.wake());
    document.addEventListener('freeze', () => this.#live.pause());
    document.addEventListener('resume', () => this.wake());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.wake();
      this.#receipts.update();
    });
    this.#store.subscribe(() => this.#receipts.update());
  }
}

/** What the company typed has come, or there is nothing more to come: see `chatDownSchema`. */
function endsTyping(items: readonly ChatItem[]): boolean {
  return items.length === 0 || items.some((item) => item.from === 'company');
}
