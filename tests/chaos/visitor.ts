/** Somebody on a site: says one thing after the other until each is acknowledged, and listens as a widget does. */
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { parseJson } from '#shared/lib/json.ts';
import { chatDownSchema } from '#shared/wire/chat/down.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { chatItemsResponseSchema } from '#shared/wire/chat/items.ts';
import { sayResponseSchema } from '#shared/wire/chat/say.ts';
import { newVisitorResponseSchema } from '#shared/wire/chat/visitor.ts';
import type { Random } from './random.ts';

const REQUEST_MS = 12_000;
const AGAIN_MS = 40;

export interface VisitorDeps {
  name: string;
  /** Origin of the network's end. */
  hubUrl: string;
  channelId: string;
  random: Random;
}

export class Visitor {
  readonly name: string;
  visitorId = '';
  readonly #deps: VisitorDeps;
  #token = '';
  /** Texts that the hub has acknowledged, in order, with the item it answered. */
  readonly said: { text: string; item: ChatItem }[] = [];
  /** What came by the sockets, one connection after the other. */
  readonly heard: ChatItem[] = [];
  #socket: WebSocket | null = null;
  #gone = false;
  /** What he is waiting for an answer to. */
  asking: string | null = null;

  constructor(deps: VisitorDeps) {
    this.#deps = deps;
    this.name = deps.name;
  }

  async come(): Promise<void> {
    const made = await this.#insist('visitors', { method: 'POST' }, newVisitorResponseSchema);
    this.visitorId = made.visitorId;
    this.#token = made.token;
    this.#listen();
  }

  async say(): Promise<void> {
    const { random } = this.#deps;
    const text = `${this.name} ${this.said.length + 1}`;
    const body = JSON.stringify({ clientId: crypto.randomUUID(), text, name: this.name });
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...this.#signed() } };
    const { item } = await this.#insist('messages', init, sayResponseSchema);
    this.said.push({ text, item });
    // As after an answer that was lost on its way: the same again changes nothing.
    if (random.happens(0.05)) await this.#insist('messages', init, sayResponseSchema);
    if (random.happens(0.01)) this.#socket?.terminate();
  }

  leave(): void {
    this.#gone = true;
    this.#socket?.terminate();
  }

  get heardUpTo(): number {
    return this.heard.at(-1)?.seq ?? 0;
  }

  /** The whole talk, page by page. */
  async items(): Promise<ChatItem[]> {
    const all: ChatItem[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? 0;
      const page = await this.#insist(
        `items?after=${after}`,
        { headers: this.#signed() },
        chatItemsResponseSchema,
      );
      if (page.items.length === 0) return all;
      all.push(...page.items);
    }
  }

  #signed(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  /** Asks until it is answered. What the hub calls our mistake is one. */
  async #insist<T>(path: string, init: RequestInit, schema: { parse(value: unknown): T }): Promise<T> {
    const url = `${this.#deps.hubUrl}/chat/${this.#deps.channelId}/${path}`;
    for (;;) {
      this.asking = path;
      const answer = await ask(url, init);
      this.asking = null;
      if (answer && answer.status < 300) return schema.parse(answer.body);
      if (answer && answer.status < 429)
        throw new Error(`${this.name} at ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      await delay(AGAIN_MS * (1 + this.#deps.random.next() * 4));
    }
  }

  #listen(): void {
    if (this.#gone) return;
    const { hubUrl, channelId } = this.#deps;
    const socket = new WebSocket(`${hubUrl.replace('http', 'ws')}/chat/${channelId}/live`);
    this.#socket = socket;
    const silence = setTimeout(() => socket.terminate(), 15_000);
    const hello = { type: 'hello', token: this.#token, after: this.heardUpTo };
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(silence);
      setTimeout(() => this.#listen(), AGAIN_MS).unref();
    });
    socket.on('message', (data: Buffer) => {
      silence.refresh();
      this.#hear(socket, data);
    });
  }

  #hear(socket: WebSocket, data: Buffer): void {
    const down = chatDownSchema.safeParse(parseJson(data.toString('utf8')));
    if (!down.success || down.data.type !== 'items') return;
    for (const item of down.data.items) if (item.seq > this.heardUpTo) this.heard.push(item);
    if (this.#deps.random.happens(0.15))
      socket.send(
        JSON.stringify({ type: this.#deps.random.happens(0.5) ? 'seen' : 'received', upTo: this.heardUpTo }),
      );
  }
}

/** @returns null when no whole answer came */
async function ask(url: string, init: RequestInit): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_MS) });
    const text = await response.text();
    return { status: response.status, body: response.ok ? JSON.parse(text) : text };
  } catch {
    return null;
  }
}
