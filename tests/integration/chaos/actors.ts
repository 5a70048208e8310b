/** People who do not give up: every request is repeated with the same id until the hub has answered it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { Intent } from '#shared/intents/all.ts';
import { NOTHING_ELSE } from '#shared/intents/message-send.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { chatItemsResponseSchema } from '#shared/wire/chat/items.ts';
import { sayResponseSchema } from '#shared/wire/chat/say.ts';
import { newVisitorResponseSchema } from '#shared/wire/chat/visitor.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import { intentsResponseSchema, type IntentResult } from '#shared/wire/http/intents.ts';
import { signInResponseSchema } from '#shared/wire/http/session.ts';
import { snapshotPageSchema, type SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { Live } from '../support/client.ts';
import { Replica } from '../support/replica.ts';
import { LiveVisitor } from '../sitechat-world.ts';
import { WebSocket } from 'ws';

const REQUEST_MS = 10_000;
const AGAIN_MS = 15;

/** What all of one test's people share. */
export interface Stage {
  readonly url: string;
  readonly chatUrl: string;
  readonly random: () => number;
  /** Somebody got an answer. */
  progress(): void;
  /** True once nobody may begin anything new. */
  isOver(): boolean;
}

/** Asks until it is answered with 2xx. Anything that says "your mistake" is one, and fails the test. */
export async function insist<Value>(
  schema: { parse(value: unknown): Value } | z.ZodType<Value>,
  url: string,
  init: RequestInit,
): Promise<Value> {
  for (;;) {
    const answer = await ask(url, init);
    if (answer && answer.status < 300) return schema.parse(answer.body);
    if (answer && answer.status < 500)
      throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await delay(AGAIN_MS);
  }
}

/** @returns null when no whole answer came */
async function ask(url: string, init: RequestInit): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_MS) });
    const body: unknown = await response.json();
    return { status: response.status, body };
  } catch {
    return null;
  }
}

const post = (token: string | null, body: unknown): RequestInit => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  },
  body: JSON.stringify(body),
});

/** Opens a socket, again and again. @returns null when it was closed before it opened because all is over */
async function insistLive<Socket>(
  open: () => Promise<Socket>,
  isOver: () => boolean,
): Promise<Socket | null> {
  while (!isOver()) {
    const socket = await open().catch(() => null);
    if (socket) return socket;
    await delay(AGAIN_MS);
  }
  return null;
}

/** Somebody on a site: says one thing after the other, and listens as a widget does. */
export class Guest {
  readonly name: string;
  readonly visitorId: string;
  readonly #stage: Stage;
  readonly #token: string;
  /** Texts that the hub has acknowledged, in order, with the item it answered. */
  readonly said: { text: string; item: ChatItem }[] = [];
  /** What came by the sockets, one connection after the other. */
  readonly heard: ChatItem[] = [];
  #live: LiveVisitor | null = null;
  #deaf = false;

  private constructor(stage: Stage, name: string, visitorId: string, token: string) {
    this.#stage = stage;
    this.name = name;
    this.visitorId = visitorId;
    this.#token = token;
  }

  static async come(stage: Stage, name: string): Promise<Guest> {
    const made = await insist(newVisitorResponseSchema, `${stage.chatUrl}visitors`, { method: 'POST' });
    return new Guest(stage, name, made.visitorId, made.token);
  }

  async talk(): Promise<void> {
    for (let n = 1; !this.#stage.isOver() || n <= 3; n += 1) {
      const text = `${this.name} says ${n}`;
      const clientId = crypto.randomUUID();
      const body = post(this.#token, { clientId, text, name: this.name });
      const url = `${this.#stage.chatUrl}messages`;
      const { item } = await insist(sayResponseSchema, url, body);
      this.said.push({ text, item });
      this.#stage.progress();
      // As after an answer that was lost on its way: the same again changes nothing.
      if (this.#stage.random() < 0.2) await insist(sayResponseSchema, url, body);
      await delay(20 + this.#stage.random() * 60);
    }
  }

  /** Follows the talk over connections that break. Ends by `leave`. */
  async listen(): Promise<void> {
    const over = (): boolean => this.#deaf;
    while (!over()) {
      const live = await insistLive(() => this.#open(), over);
      if (!live) return;
      this.#live = live;
      live.send({ type: 'hello', token: this.#token, after: this.heard.at(-1)?.seq ?? 0 });
      if (over()) live.socket.close();
      await live.closed;
      this.heard.push(...live.items);
      this.#live = null;
    }
  }

  /** Seq of the last item that came by a socket. */
  get heardUpTo(): number {
    return this.#live?.items.at(-1)?.seq ?? this.heard.at(-1)?.seq ?? 0;
  }

  leave(): void {
    this.#deaf = true;
    this.#live?.socket.close();
  }

  async #open(): Promise<LiveVisitor> {
    const socket = new WebSocket(`${this.#stage.chatUrl.replace('http', 'ws')}live`);
    const live = new LiveVisitor(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('error', () => socket.terminate());
    return live;
  }

  /** The whole talk, page by page. */
  async items(): Promise<ChatItem[]> {
    const all: ChatItem[] = [];
    for (;;) {
      const url = `${this.#stage.chatUrl}items?after=${all.at(-1)?.seq ?? 0}`;
      const headers = { authorization: `Bearer ${this.#token}` };
      const { items } = await insist(chatItemsResponseSchema, url, { headers });
      if (items.length === 0) return all;
      all.push(...items);
    }
  }
}

/** An intent and what the hub answered. */
export interface Done {
  intent: Intent;
  result: IntentResult;
}

/** An operator with a replica that follows the feed over connections that break. */
export class Colleague {
  readonly token: string;
  readonly replica = new Replica();
  readonly done: Done[] = [];
  readonly #stage: Stage;
  #cursor: Cursor;
  #live: Live | null = null;
  #deaf = false;

  private constructor(stage: Stage, token: string, pages: readonly SnapshotPage[]) {
    const [first] = pages;
    if (!first) throw new Error('A snapshot without pages');
    this.#stage = stage;
    this.token = token;
    this.#cursor = first.cursor;
    this.replica.load(pages);
  }

  static async come(stage: Stage, login: string, password: string): Promise<Colleague> {
    const asked = post(null, { login, password, device: 'test' });
    const { token } = await insist(signInResponseSchema, `${stage.url}/api/session`, asked);
    return new Colleague(stage, token, await takeSnapshot(stage.url, token));
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** Does things at random in dialogs of the guests, one after the other. */
  async work(guests: ReadonlySet<string>): Promise<void> {
    while (!this.#stage.isOver()) {
      const intent = this.#choose(guests);
      if (intent) {
        this.done.push({ intent, result: await this.act(intent) });
        this.#stage.progress();
      }
      await delay(20 + this.#stage.random() * 60);
    }
  }

  async act(intent: Intent): Promise<IntentResult> {
    const asked = post(this.token, { protocol: PROTOCOL, intents: [intent] });
    const { results } = await insist(intentsResponseSchema, `${this.#stage.url}/api/intents`, asked);
    const [result] = results;
    if (!result) throw new Error('An answer without a result');
    return result;
  }

  async listen(): Promise<void> {
    const over = (): boolean => this.#deaf;
    while (!over()) {
      const hello = { type: 'hello', protocol: PROTOCOL, token: this.token, cursor: this.#cursor };
      const live = await insistLive(() => Live.open(this.#stage.url, hello), over);
      if (!live) return;
      this.#live = live;
      live.socket.on('message', () => this.#hear(live));
      if (over()) live.socket.close();
      this.#hear(live);
      await live.until(() => live.closed !== null, 120_000);
    }
  }

  leave(): void {
    this.#deaf = true;
    this.#live?.socket.close();
  }

  #hear(live: Live): void {
    for (const message of live.heard.splice(0)) {
      if (message.type === 'reset') throw new Error(`The feed was lost: ${message.reason}`);
      if (message.type !== 'changes') continue;
      for (const change of message.changes) this.replica.apply(change);
      this.#cursor = message.cursor;
    }
  }

  #choose(guests: ReadonlySet<string>): Intent | null {
    const { random } = this.#stage;
    const dialogs = [...this.replica.dialogs.values()].filter((dialog) => {
      const identities = this.replica.contacts.get(dialog.contactId)?.identities ?? [];
      return dialog.state.status !== 'closed' && identities.some(({ externalId }) => guests.has(externalId));
    });
    const dialog = dialogs[Math.floor(random() * dialogs.length)];
    if (!dialog) return null;
    const dialogId = dialog.id;
    const id = uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    const at = Date.now();
    const dice = random();
    const afterSeq = dialog.lastSeq;
    if (dice < 0.15) return { id, at, name: 'dialog.answer', args: { dialogId } };
    if (dice < 0.23) return { id, at, name: 'dialog.finish', args: { dialogId, afterSeq } };
    if (dice < 0.33) return { id, at, name: 'dialog.markRead', args: { dialogId, afterSeq } };
    const visibility = dice < 0.45 ? 'hidden' : 'public';
    const args = { ...NOTHING_ELSE, dialogId, text: `operator says ${id}`, visibility, afterSeq } as const;
    return { id, at, name: 'message.send', args };
  }
}

export async function takeSnapshot(url: string, token: string): Promise<SnapshotPage[]> {
  const pages: SnapshotPage[] = [];
  for (let next: string | null = ''; next !== null; next = pages.at(-1)?.next ?? null) {
    const after = next === '' ? '' : `&after=${next}`;
    const headers = { authorization: `Bearer ${token}` };
    pages.push(await insist(snapshotPageSchema, `${url}/api/sync/snapshot?limit=100${after}`, { headers }));
  }
  return pages;
}
