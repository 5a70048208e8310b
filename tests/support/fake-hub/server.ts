import type { Id } from '#shared/domain/ids.ts';
import type { ApiErrorCode } from '#shared/wire/http/error.ts';
import { intentsRequestSchema } from '#shared/wire/http/intents.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Down } from '#shared/wire/live/down.ts';
import { upSchema } from '#shared/wire/live/up.ts';
import { OLDEST_CLIENT_PROTOCOL, PROTOCOL } from '#shared/wire/protocol.ts';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import type { HubModel } from './model.ts';

/** One end of a socket as the fake hub sees it. */
export interface FakePeer {
  deliver(down: Down): void;
  drop(): void;
}

interface Session {
  peer: FakePeer;
  operatorId: Id | null;
  cursor: Cursor | null;
}

/** The wire of the hub over a model: HTTP answers and live sessions, without faults. */
export class FakeHub {
  readonly model: HubModel;
  readonly tokens = new Map<string, Id>();
  /** Requests carried out, for tests of what was asked. */
  readonly requests: string[] = [];
  up = true;
  /** Most dialogs in an answer of the archive, whatever was asked. */
  archiveLimit = 6;
  /** When set, answers to everything but the hub's own description. */
  refuseWith: { status: number; code: ApiErrorCode } | null = null;
  private readonly sessions = new Set<Session>();

  constructor(model: HubModel) {
    this.model = model;
    model.onCommit = () => this.wake();
  }

  /** Every connection breaks, as when the process is killed. */
  dropAll(): void {
    for (const session of this.sessions) session.peer.drop();
    this.sessions.clear();
  }

  get connected(): number {
    return this.sessions.size;
  }

  handle(method: string, url: string, token: string | null, body: unknown): Response {
    const { pathname, searchParams } = new URL(url);
    this.requests.push(`${method} ${pathname}`);
    if (pathname === '/api/hub')
      return json({
        product: 'otklik-hub',
        version: '1',
        protocol: PROTOCOL,
        oldestClientProtocol: OLDEST_CLIENT_PROTOCOL,
      });
    if (this.refuseWith) return failure(this.refuseWith.status, this.refuseWith.code);
    const me = this.tokens.get(token ?? '');
    if (!me) return failure(401, 'unauthorized');
    if (method === 'GET' && pathname === '/api/sync/snapshot') {
      const page = this.model.snapshotPage(me, searchParams.get('after'));
      return page === 'snapshot_expired' ? failure(410, 'snapshot_expired') : json(page);
    }
    if (method === 'GET' && pathname === '/api/sync/archive') {
      const limit = Math.min(this.archiveLimit, Number(searchParams.get('limit')));
      const lines = this.model.archive(me, searchParams.get('after') ?? '', limit);
      return lines ? new Response(lines.join('')) : failure(400, 'bad_request');
    }
    if (method === 'POST' && pathname === '/api/intents') return this.intents(me, body);
    const history = /^\/api\/dialogs\/([^/]+)\/messages$/.exec(pathname);
    if (history?.[1]) return this.history(me, history[1], searchParams.get('before'));
    const talk = /^\/api\/talks\/([^/]+)\/messages$/.exec(pathname);
    if (talk?.[1]) {
      const page = this.model.team.history(this.model.scopeOf(me), talk[1], searchParams.get('before'));
      return page ? json(page) : failure(404, 'not_found');
    }
    if (method === 'DELETE' && pathname === '/api/session') {
      this.tokens.delete(token ?? '');
      return new Response(null, { status: 204 });
    }
    return failure(404, 'not_found');
  }

  private intents(me: Id, body: unknown): Response {
    const request = intentsRequestSchema.safeParse(body);
    if (!request.success) return failure(400, 'bad_request');
    if (JSON.stringify(body).length > 16 * MAX_TEXT_BYTES) return failure(413, 'too_large');
    return json({ results: request.data.intents.map((intent) => this.model.execute(me, intent)) });
  }

  private history(me: Id, id: Id, before: string | null): Response {
    if (!this.model.visibleTo(me).some((dialog) => dialog.id === id)) return failure(404, 'not_found');
    const all = this.model.messages.get(id) ?? [];
    const older = before === null ? all : all.filter((message) => message.seq < Number(before));
    return json({ dialogId: id, messages: older.slice(-3) });
  }

  connect(peer: FakePeer): { hear(text: string): void; gone(): void } {
    const session: Session = { peer, operatorId: null, cursor: null };
    this.sessions.add(session);
    return {
      hear: (text) => this.hear(session, text),
      gone: () => this.sessions.delete(session),
    };
  }

  /** What passes, to everybody. */
  tell(down: Down): void {
    for (const { peer } of this.sessions) peer.deliver(down);
  }

  /** Somebody types. */
  typing(dialogId: Id): void {
    this.tell({ type: 'typing', dialogId, by: { kind: 'client' } });
  }

  private hear(session: Session, text: string): void {
    const up = upSchema.parse(JSON.parse(text));
    if (up.type === 'ping') return session.peer.deliver({ type: 'pong' });
    if (up.type !== 'hello') return undefined;
    const code = this.refuseWith?.code;
    if (code === 'client_too_old' || code === 'client_too_new')
      return session.peer.deliver({ type: 'fatal', code, message: 'another version' });
    const me = this.tokens.get(up.token);
    if (!me) return session.peer.deliver({ type: 'fatal', code: 'unauthorized', message: 'no' });
    session.peer.deliver({ type: 'welcome', protocol: PROTOCOL, hubVersion: '1', now: this.model.now });
    const reason = up.cursor && this.model.resetReason(up.cursor);
    if (reason) return session.peer.deliver({ type: 'reset', reason });
    session.operatorId = me;
    session.cursor = up.cursor;
    return this.feed(session);
  }

  private wake(): void {
    for (const session of this.sessions) this.feed(session);
  }

  private feed(session: Session): void {
    if (!session.operatorId || !session.cursor) return;
    const { changes, cursor } = this.model.read(session.operatorId, session.cursor);
    session.cursor = cursor;
    session.peer.deliver({ type: 'changes', changes, cursor });
  }
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { status: 200 });
}

export function failure(status: number, code: ApiErrorCode, retryAfterS?: number): Response {
  const error = { code, message: code, ...(retryAfterS === undefined ? {} : { retryAfterS }) };
  return new Response(JSON.stringify({ error }), { status });
}
