import type { FastifyReply, FastifyRequest } from 'fastify';
import { idSchema } from '#shared/domain/ids.ts';
import { TUS_RESPONSE_HEADERS } from '../../files/uploads.ts';
import { HttpError } from '../../http/errors.ts';
import { networkOf } from '../../lib/network.ts';
import type { ChannelHub } from '../channel.ts';
import { createLimiter, type Limiter } from '../../lib/limiter.ts';
import { originAllowed } from './origin.ts';
import type { SiteChat, SiteChats } from './settings.ts';
import { findVisitor, type VisitorRow } from './visitors.ts';

/** What stands before every route of the site chat: which channel, from which site, how often, as whom. */
export interface Guard {
  /** `onRequest`: finds the channel, checks the origin, answers CORS. */
  admit(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  chatOf(request: FastifyRequest): SiteChat;
  /** @throws HttpError 401 */
  visitorOf(request: FastifyRequest): Promise<VisitorRow>;
  /** Counts a message of a visitor. @throws HttpError 429 */
  countMessage(visitorId: string): void;
  /** Counts a new visitor of the address. @throws HttpError 429 */
  countVisitor(request: FastifyRequest): void;
}

const MINUTE_MS = 60_000;
const EXPOSED = ['retry-after', ...TUS_RESPONSE_HEADERS].join(', ');

function take(limiter: Limiter, key: string, what: string): void {
  const retryAfterS = limiter.take(key);
  if (retryAfterS > 0) throw new HttpError('too_many_requests', `Too many ${what}`, retryAfterS);
}

export function createGuard(hub: ChannelHub, chats: SiteChats): Guard {
  const { config } = hub;
  const limit = (n: number, windowMs: number): Limiter =>
    createLimiter(config.RATE_LIMITS === 'off' ? Infinity : n, windowMs, () => hub.now());
  const requests = limit(config.CHAT_REQUESTS_PER_MINUTE, MINUTE_MS);
  const messages = limit(config.CHAT_MESSAGES_PER_MINUTE, MINUTE_MS);
  const visitors = limit(config.CHAT_VISITORS_PER_HOUR, 60 * MINUTE_MS);
  const publicOrigin = config.PUBLIC_URL === undefined ? [] : [new URL(config.PUBLIC_URL).origin];
  const admitted = new WeakMap<FastifyRequest, SiteChat>();

  /** Exactly the asking origin and nothing about credentials: the token travels in a header. */
  function answerCors(origin: string | undefined, reply: FastifyReply): void {
    reply.header('vary', 'Origin');
    if (origin === undefined) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', EXPOSED);
  }

  return {
    async admit(request, reply) {
      // The widget looks with `no-cors` whether the hub is there; that reveals nothing.
      reply.header('cross-origin-resource-policy', 'cross-origin');
      reply.header('cache-control', 'no-store');
      take(requests, networkOf(request.ip), 'requests from this network');
      const id = idSchema.safeParse((request.params as { channelId?: unknown }).channelId);
      const chat = id.success ? await chats.find(id.data) : null;
      const { origin } = request.headers;
      // A request from the hub's own pages, under whatever name they were opened.
      const own = [...publicOrigin, `${request.protocol}://${request.host}`.toLowerCase()];
      if (!chat) {
        if (origin !== undefined && own.includes(origin.toLowerCase())) answerCors(origin, reply);
        throw new HttpError('not_found', 'There is no such chat');
      }
      if (!originAllowed(origin, chat.settings.origins, own)) {
        reply.header('vary', 'Origin');
        throw new HttpError('wrong_origin', 'This chat does not serve this site');
      }
      answerCors(origin, reply);
      admitted.set(request, chat);
    },
    chatOf(request) {
      const chat = admitted.get(request);
      if (!chat) throw new Error('The route is not guarded');
      return chat;
    },
    async visitorOf(request) {
      const token = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
      const visitor =
        token === undefined ? undefined : await findVisitor(hub.db, this.chatOf(request), token);
      if (!visitor) throw new HttpError('unauthorized', 'The visitor’s token is not known here');
      return visitor;
    },
    countMessage: (visitorId) => take(messages, visitorId, 'messages'),
    countVisitor: (request) => take(visitors, networkOf(request.ip), 'new visitors from this network'),
  };
}
