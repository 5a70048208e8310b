import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { WebSocket } from 'ws';
import { uuidv7 } from '#shared/lib/ids.ts';
import { chatDownSchema, type ChatDown } from '#shared/wire/chat/down.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { chatItemsResponseSchema, type ChatItemsResponse } from '#shared/wire/chat/items.ts';
import { sayResponseSchema, type SayRequest } from '#shared/wire/chat/say.ts';
import type { ChatUp } from '#shared/wire/chat/up.ts';
import { newVisitorResponseSchema } from '#shared/wire/chat/visitor.ts';
import { intentsResponseSchema, type IntentResult } from '#shared/wire/http/intents.ts';
import { signInResponseSchema } from '#shared/wire/http/session.ts';
import { downSchema, type Down } from '#shared/wire/live/down.ts';
import type { Up } from '#shared/wire/live/up.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { parseConfig } from '#server/config.ts';
import { claimDataFolder, prepareDataFolder } from '#server/db/embedded/data-folder.ts';
import { startEmbedded } from '#server/db/embedded/embedded.ts';
import { startHub, type Hub } from '#server/hub.ts';
import { createLog } from '#server/lib/log.ts';

/** Real hubs on one real PostgreSQL, with the demo company in it. */
export class World {
  readonly hubs: Hub[] = [];
  readonly url: string;
  readonly pool: pg.Pool;
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(url: string, stops: (() => Promise<void>)[]) {
    this.url = url;
    this.pool = new pg.Pool({ connectionString: url, max: 4 });
    // The server goes while connections idle in the pool.
    this.pool.on('error', () => undefined);
    this.#stops = stops;
  }

  static async start(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'otklik-sitechat-'));
    await prepareDataFolder(folder);
    const { release } = await claimDataFolder(folder);
    const server = await startEmbedded(folder, createLog('silent', false));
    return new World(server.url, [
      () => server.stop(),
      release,
      () => rm(folder, { recursive: true, force: true }),
    ]);
  }

  /** Another hub process, as far as the database and the bus can tell. */
  async hub(env: Record<string, string> = {}): Promise<Hub> {
    const settings = {
      DATABASE_URL: this.url,
      PORT: '0',
      DEMO: '1',
      LOG_LEVEL: 'silent',
      POOL_SIZE: '8',
      ...env,
    };
    const hub = await startHub(parseConfig(settings));
    this.hubs.push(hub);
    return hub;
  }

  async stop(): Promise<void> {
    for (const hub of this.hubs) await hub.stop();
    await this.pool.end();
    for (const stop of this.#stops) await stop();
  }
}

export function demoOf(hub: Hub): NonNullable<Hub['demo']> {
  if (!hub.demo) throw new Error('The hub has no demo data');
  return hub.demo;
}

/** A widget without a screen. */
export class Visitor {
  readonly hub: Hub;
  readonly token: string;
  readonly visitorId: string;

  private constructor(hub: Hub, visitorId: string, token: string) {
    this.hub = hub;
    this.visitorId = visitorId;
    this.token = token;
  }

  static async create(hub: Hub): Promise<Visitor> {
    const response = await fetch(`${chatUrl(hub)}/visitors`, { method: 'POST' });
    const { visitorId, token } = newVisitorResponseSchema.parse(await response.json());
    return new Visitor(hub, visitorId, token);
  }

  static known(hub: Hub, visitorId: string, token: string): Visitor {
    return new Visitor(hub, visitorId, token);
  }

  /** The same visitor, talking to another hub process. */
  at(hub: Hub): Visitor {
    return new Visitor(hub, this.visitorId, this.token);
  }

  request(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
    };
    return fetch(`${chatUrl(this.hub)}${path}`, { ...init, headers: { ...headers, ...init.headers } });
  }

  /** @param more other fields of the request; the same `clientId` again is the same message */
  async say(text: string, more: Partial<SayRequest> = {}): Promise<ChatItem> {
    const response = await this.request('/messages', {
      method: 'POST',
      body: JSON.stringify({ clientId: randomUUID(), text, ...more } satisfies SayRequest),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return sayResponseSchema.parse(await response.json()).item;
  }

  async items(query = ''): Promise<ChatItemsResponse> {
    return chatItemsResponseSchema.parse(await (await this.request(`/items?${query}`)).json());
  }

  async live(after: number | null = null, token = this.token, changes?: number): Promise<LiveVisitor> {
    const socket = new WebSocket(`${chatUrl(this.hub).replace('http', 'ws')}/live`);
    const live = new LiveVisitor(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    live.send({ type: 'hello', token, after, ...(changes === undefined ? {} : { changes }) });
    return live;
  }
}

export class LiveVisitor {
  readonly socket: WebSocket;
  readonly heard: ChatDown[] = [];
  readonly closed: Promise<void>;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('message', (data: Buffer) => {
      this.heard.push(chatDownSchema.parse(JSON.parse(data.toString())));
      for (const wake of this.#waiting.splice(0)) wake();
    });
    socket.on('close', () => {
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  send(message: ChatUp): void {
    this.socket.send(JSON.stringify(message));
  }

  get items(): ChatItem[] {
    return this.heard.flatMap((message) => (message.type === 'items' ? message.items : []));
  }

  get readUpTo(): number {
    return Math.max(0, ...this.heard.map((message) => (message.type === 'items' ? message.readUpTo : 0)));
  }

  /** Waits until something that was heard makes it true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('The socket closed');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** An operator's client without a screen. */
export class Operator {
  readonly hub: Hub;
  readonly #token: string;

  private constructor(hub: Hub, token: string) {
    this.hub = hub;
    this.#token = token;
  }

  static async signIn(hub: Hub, login: string): Promise<Operator> {
    const known = demoOf(hub).logins.find((one) => one.login.startsWith(login));
    if (!known) throw new Error(`No demo login ${login}`);
    const response = await fetch(`${hub.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: known.login, password: known.password, device: 'test' }),
    });
    return new Operator(hub, signInResponseSchema.parse(await response.json()).token);
  }

  request(path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}) {
    const headers = { authorization: `Bearer ${this.#token}`, ...init.headers };
    return fetch(`${this.hub.url}/api${path}`, { ...init, headers });
  }

  async do(name: string, args: Record<string, unknown>): Promise<IntentResult> {
    const id = uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    const response = await fetch(`${this.hub.url}/api/intents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
      body: JSON.stringify({ protocol: PROTOCOL, intents: [{ id, name, args, at: Date.now() }] }),
    });
    const [result] = intentsResponseSchema.parse(await response.json()).results;
    if (!result) throw new Error('No result');
    return result;
  }

  /** The operator's live socket, without following the feed. */
  async live(): Promise<LiveOperator> {
    const socket = new WebSocket(`${this.hub.url.replace('http', 'ws')}/api/live`);
    const live = new LiveOperator(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    live.send({ type: 'hello', protocol: PROTOCOL, token: this.#token, cursor: null });
    await live.until((message) => message.type === 'welcome');
    return live;
  }

  send(dialogId: string, text: string, visibility: 'public' | 'hidden' = 'public'): Promise<IntentResult> {
    return this.do('message.send', { dialogId, text, visibility, afterSeq: null });
  }
}

export class LiveOperator {
  readonly #socket: WebSocket;
  readonly #heard: Down[] = [];
  #wake = (): void => undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      this.#heard.push(downSchema.parse(JSON.parse(data.toString())));
      this.#wake();
    });
  }

  send(message: Up): void {
    this.#socket.send(JSON.stringify(message));
  }

  async until(condition: (message: Down) => boolean): Promise<void> {
    while (!this.#heard.some(condition)) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  close(): void {
    this.#socket.close();
  }
}

export function chatUrl(hub: Hub): string {
  return `${hub.url}/chat/${demoOf(hub).channelId}`;
}

/** Asks again and again until the answer is as wanted; for what happens in the background. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  wanted: (value: Value) => boolean,
): Promise<Value> {
  const until = Date.now() + 15_000;
  for (;;) {
    const value = await ask();
    if (wanted(value)) return value;
    if (Date.now() > until) throw new Error(`Still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
