import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Intent, IntentInput, IntentName } from '#shared/intents/all.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import { intentsResponseSchema, type IntentResult } from '#shared/wire/http/intents.ts';
import { signInResponseSchema } from '#shared/wire/http/session.ts';
import { snapshotPageSchema, type SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { downSchema, type Down } from '#shared/wire/live/down.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { newId } from '#server/lib/ids.ts';
import { PASSWORD } from './company.ts';

/** Makes an intent as a client would. */
export function intent<Name extends IntentName>(name: Name, args: IntentInput<Name>, id = newId()): Intent {
  return { id, name, args, at: Date.now() } as Intent;
}

export function say(dialogId: string, text: string, visibility: 'public' | 'hidden' = 'public'): Intent {
  return intent('message.send', {
    dialogId,
    text,
    attachments: [],
    visibility,
    afterSeq: null,
    replyTo: null,
  });
}

export async function signIn(url: string, login: string): Promise<Client> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD, device: 'test' }),
  });
  const { token } = signInResponseSchema.parse(await response.json());
  return new Client(url, token);
}

/** A signed-in client without a replica. Everything that comes in is held against the schemas. */
export class Client {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** The same session at another hub. */
  at(url: string): Client {
    return new Client(url, this.token);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    if (typeof init.body === 'string') headers.set('content-type', 'application/json');
    return fetch(this.url + path, { ...init, headers });
  }

  async post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
    const response = await this.fetch(path, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }

  async act(...intents: object[]): Promise<IntentResult[]> {
    const { body } = await this.post('/api/intents', { protocol: PROTOCOL, intents });
    return intentsResponseSchema.parse(body).results;
  }

  async snapshotPage(query = ''): Promise<SnapshotPage> {
    const response = await this.fetch(`/api/sync/snapshot${query}`);
    return snapshotPageSchema.parse(await response.json());
  }

  async snapshot(limit = 100): Promise<SnapshotPage[]> {
    const pages = [await this.snapshotPage(`?limit=${limit}`)];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
      pages.push(await this.snapshotPage(`?limit=${limit}&after=${next}`));
    }
    return pages;
  }

  live(cursor: Cursor | null, headers: Record<string, string> = {}): Promise<Live> {
    return Live.open(this.url, { type: 'hello', protocol: PROTOCOL, token: this.token, cursor }, headers);
  }
}

/** A live socket that remembers what it heard. */
export class Live {
  readonly heard: Down[] = [];
  readonly socket: WebSocket;
  closed: { code: number; reason: string } | null = null;
  readonly #watchers = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.heard.push(downSchema.parse(JSON.parse(data.toString('utf8'))));
      this.#tell();
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#tell();
    });
    socket.on('error', () => this.#tell());
  }

  static async open(url: string, hello: unknown, headers: Record<string, string> = {}): Promise<Live> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/live`, { headers });
    const live = new Live(socket);
    await once(socket, 'open');
    if (hello !== undefined) live.send(hello);
    return live;
  }

  get changes(): Change[] {
    return this.heard.flatMap((message) => (message.type === 'changes' ? message.changes : []));
  }

  get cursor(): Cursor | null {
    const last = this.heard.findLast((message) => message.type === 'changes');
    return last?.type === 'changes' ? last.cursor : null;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits until something is true of what was heard. */
  async until(what: (live: this) => boolean, ms = 10_000): Promise<this> {
    if (what(this)) return this;
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      const look = (): void => {
        if (!what(this)) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        reject(
          new Error(
            `Waited in vain; heard ${JSON.stringify(this.heard).slice(-3000)}, closed ${JSON.stringify(this.closed)}`,
          ),
        );
      }, ms);
      this.#watchers.add(look);
    });
    return this;
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  #tell(): void {
    for (const look of this.#watchers) look();
  }
}
