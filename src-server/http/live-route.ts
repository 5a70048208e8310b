import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import type { Cursor } from '#shared/domain/cursor.ts';
import { upSchema, type Up } from '#shared/wire/live/up.ts';
import { HEARTBEAT_MS, PROTOCOL } from '#shared/wire/protocol.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { findSession, type Signed } from '../auth/sessions.ts';
import { CLOSE_RESTART, Connection, sendFatal } from '../live/connection.ts';
import { operatorTyping } from '../live/typing.ts';
import type { HttpContext } from './context.ts';
import { judgeProtocol } from './guards.ts';

const HELLO_MS = 10_000;
/** A client pings every `HEARTBEAT_MS`; one that was silent for so long is gone. */
const SILENCE_MS = HEARTBEAT_MS * 4;
/** Nobody types or pings this often; who does is broken or means harm. */
const MOST_MESSAGES = { count: 300, perMs: 10_000 } as const;

/** `/api/live`: hello, then changes down, and what passes: typing, looking, who is there (src-shared/wire/live). */
export function liveRoute(app: FastifyInstance, context: HttpContext): void {
  app.get('/live', { websocket: true, schema: { hide: true } }, (socket, request) => {
    const peer = new Peer(socket, request, context);
    socket.on('message', (data, isBinary) => peer.hear(data, isBinary));
    socket.on('close', () => peer.gone());
    socket.on('error', (error) => request.log.debug({ err: error }, 'a live socket broke'));
  });
}

type State =
  | { kind: 'waiting' }
  /** The token is being looked up. */
  | { kind: 'checking' }
  /** Signed in. `follows` once it has a cursor. */
  | { kind: 'signed'; connection: Connection; leave: () => void; follows: boolean }
  | { kind: 'gone' };

class Peer {
  readonly #socket: WebSocket;
  readonly #request: FastifyRequest;
  readonly #context: HttpContext;
  #state: State = { kind: 'waiting' };
  #timer: NodeJS.Timeout;
  #heard = 0;
  #heardSince = 0;

  constructor(socket: WebSocket, request: FastifyRequest, context: HttpContext) {
    this.#socket = socket;
    this.#request = request;
    this.#context = context;
    this.#timer = setTimeout(() => this.#fail('bad_message', 'No hello came'), HELLO_MS);
  }

  hear(data: RawData, isBinary: boolean): void {
    if (this.#state.kind === 'gone') return;
    const message = isBinary ? null : parse(data);
    if (!message) return this.#fail('bad_message', 'This is not a message of the live protocol');
    if (this.#isFlood()) return this.#fail('bad_message', 'Too many messages');
    if (this.#state.kind === 'signed') this.#expectMore();
    switch (message.type) {
      case 'hello':
        return this.#hello(message);
      case 'ping':
        return this.#answerPing();
      case 'typing':
        return this.#typing(message);
      case 'looking':
        return this.#looking(message.dialogIds);
      case 'activity':
        return this.#activity(message.idle);
      default:
        return exhaustive(message, 'live message');
    }
  }

  gone(): void {
    clearTimeout(this.#timer);
    const state = this.#state;
    this.#state = { kind: 'gone' };
    if (state.kind === 'signed') state.leave();
  }

  #hello(hello: Extract<Up, { type: 'hello' }>): void {
    const state = this.#state;
    const verdict = judgeProtocol(hello.protocol);
    if (verdict) return this.#fail(verdict.code, verdict.message);
    // After its snapshot a client that had nothing says hello again, now with a cursor.
    if (state.kind === 'signed' && !state.follows && hello.cursor) return this.#follow(state, hello.cursor);
    if (state.kind !== 'waiting') return this.#fail('bad_message', 'One hello is enough');
    this.#state = { kind: 'checking' };
    this.#signIn(hello).catch((error: unknown) => this.#broke(error));
  }

  async #signIn(hello: Extract<Up, { type: 'hello' }>): Promise<void> {
    const { endings } = this.#context.live;
    const signed = await findSession(this.#context.db, this.#context.times, hello.token);
    if (this.#state.kind !== 'checking') return;
    if (!signed) return this.#fail('unauthorized', 'The session has ended or never was; sign in again');
    const state = this.#welcome(signed, endings);
    if (hello.cursor) this.#follow(state, hello.cursor);
  }

  #welcome(signed: Signed, endings: number): Extract<State, { kind: 'signed' }> {
    const connection = new Connection(this.#socket, signed);
    const { live, version } = this.#context;
    const drop = live.add(connection, endings);
    connection.send({ type: 'welcome', protocol: PROTOCOL, hubVersion: version, now: this.#context.now() });
    const part = live.meet(connection);
    const leave = (): void => {
      drop();
      part();
    };
    const state: Extract<State, { kind: 'signed' }> = { kind: 'signed', connection, leave, follows: false };
    this.#state = state;
    this.#expectMore();
    return state;
  }

  #follow(state: Extract<State, { kind: 'signed' }>, cursor: Cursor): void {
    state.follows = true;
    this.#context.live.follow(state.connection, cursor).catch((error: unknown) => this.#broke(error));
  }

  #answerPing(): void {
    if (this.#state.kind !== 'signed') return this.#fail('bad_message', 'Say hello first');
    this.#state.connection.send({ type: 'pong' });
  }

  #typing({ dialogId, visibility }: Extract<Up, { type: 'typing' }>): void {
    if (this.#state.kind !== 'signed') return this.#fail('bad_message', 'Say hello first');
    const { workspaceId, scope } = this.#state.connection;
    operatorTyping(this.#context, { workspaceId, scope, dialogId, visibility }).catch((error: unknown) =>
      this.#request.log.debug({ err: error }, 'typing was not relayed'),
    );
  }

  #looking(dialogIds: readonly string[]): void {
    if (this.#state.kind !== 'signed') return this.#fail('bad_message', 'Say hello first');
    this.#context.live.looking
      .look(this.#state.connection, dialogIds)
      .catch((error: unknown) => this.#request.log.debug({ err: error }, 'a look was not relayed'));
  }

  #activity(idle: boolean): void {
    if (this.#state.kind !== 'signed') return this.#fail('bad_message', 'Say hello first');
    this.#context.live.colleagues.idle(this.#state.connection, idle);
  }

  #isFlood(): boolean {
    const now = Date.now();
    if (now - this.#heardSince > MOST_MESSAGES.perMs) {
      this.#heardSince = now;
      this.#heard = 0;
    }
    this.#heard += 1;
    return this.#heard > MOST_MESSAGES.count;
  }

  #expectMore(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket.terminate(), SILENCE_MS);
  }

  #fail(code: Parameters<typeof sendFatal>[1], message: string): void {
    sendFatal(this.#socket, code, message);
    this.gone();
  }

  #broke(error: unknown): void {
    this.#request.log.error({ err: error }, 'a live connection failed');
    this.#socket.close(CLOSE_RESTART, 'try again');
  }
}

function parse(data: RawData): Up | null {
  try {
    const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
    const parsed = upSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
