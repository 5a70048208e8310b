import type { RawData, WebSocket } from 'ws';
import type { ChatDown } from '#shared/wire/chat/down.ts';
import { CHAT_PAGE_ITEMS, chatUpSchema, type ChatUp } from '#shared/wire/chat/up.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { ChannelHub } from '../channel.ts';
import { readItems, type VisitorKey } from './items.ts';
import { createLimiter } from '../../lib/limiter.ts';
import type { LiveHub } from './live-hub.ts';
import { takeReceipts } from './receipts.ts';
import type { SiteChat } from './settings.ts';
import { findVisitor, touchVisitor } from './visitors.ts';

const HELLO_MS = 10_000;
/** The browser answers protocol pings by itself, even in a frozen tab: silence means it is gone. */
const PING_MS = 30_000;
const MOST_BYTES_UP = 4_096;
const MOST_BYTES_WAITING = 1_000_000;
const PAGE = 100;

/** Close codes of RFC 6455 that tell a person with the developer tools open what happened. */
const CLOSE = { goingAway: 1001, policy: 1008, tryAgain: 1013 };

interface Deps {
  hub: ChannelHub;
  chat: SiteChat;
  live: LiveHub;
}

/** One widget's socket, from hello to its end. What is sent comes from the database only, in its order. */
export class ChatConnection {
  readonly #deps: Deps;
  readonly #socket: WebSocket;
  readonly #limiter;
  #key: VisitorKey | null = null;
  /** The last seq and the read mark that were sent. */
  #sent = 0;
  #readUpTo = -1;
  /** Changes that were sent; null for a widget that cannot take any. */
  #changes: number | null = null;
  /** A look into the database is already waiting for its turn: further wake-ups add nothing. */
  #lookWaits = false;
  #alive = true;
  /** Messages are handled one after the other. */
  #work: Promise<void> = Promise.resolve();
  #leave = (): void => undefined;

  constructor(deps: Deps, socket: WebSocket) {
    this.#deps = deps;
    this.#socket = socket;
    this.#limiter = createLimiter(40, 10_000, () => deps.hub.now());
  }

  /** Listens to the socket until it closes. */
  start(): void {
    const socket = this.#socket;
    const hello = setTimeout(() => this.#fatal('bad_message', 'No hello came'), HELLO_MS);
    const ping = setInterval(() => this.#ping(), PING_MS);
    socket.on('pong', () => (this.#alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data: RawData, binary: boolean) => {
      clearTimeout(hello);
      this.#alive = true;
      this.#take(data, binary);
    });
    socket.on('close', () => {
      clearTimeout(hello);
      clearInterval(ping);
      this.#leave();
    });
  }

  /** Does something after everything that is already under way. */
  #then(action: () => Promise<void>): void {
    this.#work = this.#work.then(action).catch((error: unknown) => this.#failed(error));
  }

  #ping(): void {
    if (!this.#alive) this.#socket.terminate();
    this.#alive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  /** Judges a message as it comes, not when its turn is: a flood must not pile up behind a slow look into the database. */
  #take(data: RawData, binary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const message = binary ? null : parseUp(data);
    if (!message) return this.#fatal('bad_message', 'A message could not be understood');
    if (this.#limiter.take('') > 0) {
      // Typing and pings may be dropped; a flood of anything else is not a widget.
      if (message.type === 'typing' || message.type === 'ping') return;
      return this.#fatal('bad_message', 'Too many messages');
    }
    this.#then(() => this.#hear(message));
  }

  async #hear(message: ChatUp): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (message.type === 'hello') return await this.#hello(message);
    const key = this.#key;
    if (!key) return this.#fatal('bad_message', 'The first message must be a hello');
    switch (message.type) {
      case 'ping':
        return this.#say({ type: 'pong' });
      case 'typing':
        return this.#deps.hub.clientTyping({
          workspaceId: key.workspaceId,
          channelId: this.#deps.chat.channelId,
          externalUserId: key.visitorId,
        });
      case 'received':
        return await this.#receipts(key, { receivedUpTo: message.upTo, seenUpTo: 0 });
      case 'seen':
        return await this.#receipts(key, { receivedUpTo: message.upTo, seenUpTo: message.upTo });
      default:
        return exhaustive(message, 'message of the widget');
    }
  }

  async #hello(hello: Extract<ChatUp, { type: 'hello' }>): Promise<void> {
    if (this.#key) return this.#fatal('bad_message', 'A second hello');
    const { hub, chat, live } = this.#deps;
    const visitor = await findVisitor(hub.db, chat, hello.token);
    if (!visitor) return this.#fatal('unauthorized', 'The token is not known here');
    const key = { workspaceId: chat.workspaceId, visitorId: visitor.id };
    // Listening begins before reading: what comes in between is found by one of the two.
    this.#key = key;
    this.#leave = live.add({
      key,
      wake: () => this.#look(),
      isBehind: ({ lastSeq, readUpTo, lastChange }) =>
        lastSeq > this.#sent || readUpTo > this.#readUpTo || lastChange > (this.#changes ?? Infinity),
      typing: (authorName) => this.#say({ type: 'typing', authorName }),
      stoppedTyping: () => this.#sendItems([], 0),
      stop: () => this.#socket.close(CLOSE.goingAway, 'The hub stops'),
    });
    if (this.#socket.readyState !== this.#socket.OPEN) return this.#leave();
    // A widget that knows more than the hub: the database was restored from a backup. Its copy is worth nothing.
    if (hello.after !== null && hello.after > visitor.last_seq) return this.#say({ type: 'reset' });
    if (hello.after === null) {
      const page = await readItems(hub.db, key, { kind: 'newest', limit: CHAT_PAGE_ITEMS });
      this.#changes = page.changes;
      this.#sendItems(page.items, page.readUpTo);
    } else {
      this.#sent = hello.after;
      this.#changes = hello.changes ?? null;
    }
    await this.#lookNow(true);
    await touchVisitor(hub.db, visitor, hub.now());
  }

  async #receipts(key: VisitorKey, claimed: { receivedUpTo: number; seenUpTo: number }): Promise<void> {
    const { hub } = this.#deps;
    const visitor = await hub.db
      .selectFrom('sitechat_visitors')
      .selectAll()
      .where('workspace_id', '=', key.workspaceId)
      .where('id', '=', key.visitorId)
      .executeTakeFirst();
    if (visitor) await takeReceipts(hub, visitor, claimed);
  }

  /** Woken: sends what is new, unless that is going on already. */
  #look(): void {
    if (this.#lookWaits) return;
    this.#lookWaits = true;
    this.#then(() => this.#lookNow(false));
  }

  /** @param answer says something even when there is no news: the first answer tells the widget that it is connected */
  async #lookNow(answer: boolean): Promise<void> {
    const { hub } = this.#deps;
    this.#lookWaits = false;
    if (!this.#key) return;
    for (let first = answer; ; first = false) {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      const page = await readItems(hub.db, this.#key, {
        kind: 'after',
        seq: this.#sent,
        changes: this.#changes,
        limit: PAGE,
      });
      if (this.#changes !== null) this.#changes = page.changes;
      if (first || page.items.length > 0 || page.readUpTo > this.#readUpTo) {
        this.#sendItems(page.items, page.readUpTo);
      }
      if (page.items.length < PAGE) return;
    }
  }

  #sendItems(items: Extract<ChatDown, { type: 'items' }>['items'], readUpTo: number): void {
    this.#sent = Math.max(items.at(-1)?.seq ?? 0, this.#sent);
    this.#readUpTo = Math.max(readUpTo, this.#readUpTo);
    this.#say({ type: 'items', items, readUpTo: this.#readUpTo, changes: this.#changes ?? 0 });
  }

  #say(message: ChatDown): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_BYTES_WAITING) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(JSON.stringify(message));
  }

  #fatal(code: Extract<ChatDown, { type: 'fatal' }>['code'], message: string): void {
    this.#say({ type: 'fatal', code, message });
    this.#socket.close(CLOSE.policy, message);
  }

  /** The database is away, most likely: the widget comes again. */
  #failed(error: unknown): void {
    this.#deps.hub.log.error({ err: error }, 'a site chat connection failed');
    this.#socket.close(CLOSE.tryAgain, 'Try again');
  }
}

function parseUp(data: RawData): ChatUp | null {
  const text = (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString();
  if (text.length > MOST_BYTES_UP) return null;
  try {
    const parsed = chatUpSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
