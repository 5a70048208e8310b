import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAX_TEXT_BYTES, utf8Length } from '#shared/lib/text.ts';
import {
  chatReactionRequestSchema,
  chatReceiptsRequestSchema,
  type ChatItemsResponse,
} from '#shared/wire/chat/items.ts';
import { sayRequestSchema, type SayResponse } from '#shared/wire/chat/say.ts';
import { CHAT_PAGE_ITEMS } from '#shared/wire/chat/up.ts';
import { HttpError } from '../../http/errors.ts';
import { TUS_REQUEST_HEADERS } from '../../files/uploads.ts';
import type { ChannelHub } from '../channel.ts';
import {
  CONFIG,
  ITEMS,
  itemsQuerySchema,
  LIVE,
  MESSAGES,
  REACTIONS,
  RECEIPTS,
  VISITORS,
} from './descriptions.ts';
import { chatFileRoutes } from './files.ts';
import { ChatConnection } from './connection.ts';
import type { Guard } from './guard.ts';
import { readItems, type PageQuery } from './items.ts';
import { nextWake, type LiveHub } from './live-hub.ts';
import { takeReaction } from './marks.ts';
import { takeReceipts } from './receipts.ts';
import { takeMessage } from './say.ts';
import { publicConfig } from './settings.ts';
import { createVisitor, touchVisitor } from './visitors.ts';

/** Escapes can make JSON six times as long as the text it carries. */
const MOST_MESSAGE_BYTES = MAX_TEXT_BYTES * 6 + 16_384;
const MOST_OTHER_BYTES = 4_096;

/** @throws HttpError 400 naming what is wrong, without repeating what was sent */
function parse<Value>(schema: z.ZodType<Value> | z.core.$ZodType<Value>, value: unknown): Value {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new HttpError('bad_request', `${where}${issue?.message ?? 'The request cannot be understood'}`);
}

function pageQuery(query: z.output<typeof itemsQuerySchema>): PageQuery {
  const limit = CHAT_PAGE_ITEMS;
  if (query.after !== undefined)
    return { kind: 'after', seq: query.after, changes: query.changes ?? null, limit: 100 };
  return query.before === undefined
    ? { kind: 'newest', limit }
    : { kind: 'before', seq: query.before, limit };
}

/** `/chat/:channelId/*` for widgets (see `wire/chat`). */
export function chatRoutes(hub: ChannelHub, guard: Guard, live: LiveHub) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', (request, reply) => guard.admit(request, reply));
    // Before the server waits for its requests to end: those that are held open must not keep it.
    app.addHook('preClose', async () => live.stop());
    // Nor may their connections, which would be kept alive for a next request.
    app.addHook('onSend', async (_request, reply) => {
      if (live.stopped) reply.header('connection', 'close');
    });
    app.removeContentTypeParser('text/plain');

    app.options('/*', { schema: { hide: true } }, async (_request, reply) => {
      reply.header('access-control-allow-methods', 'GET, HEAD, POST, PATCH');
      const headers = ['authorization', 'content-type', ...TUS_REQUEST_HEADERS];
      reply.header('access-control-allow-headers', headers.join(', '));
      reply.header('access-control-max-age', '600');
      await reply.code(204).send();
    });

    app.get('/config', CONFIG, async (request) => publicConfig(guard.chatOf(request)));

    app.post('/visitors', { ...VISITORS, bodyLimit: MOST_OTHER_BYTES }, async (request, reply) => {
      guard.countVisitor(request);
      reply.code(201);
      return await createVisitor(hub.db, guard.chatOf(request), hub.newId(), hub.now());
    });

    app.post('/messages', { ...MESSAGES, bodyLimit: MOST_MESSAGE_BYTES }, async (request) => {
      const visitor = await guard.visitorOf(request);
      const said = parse(sayRequestSchema, request.body);
      if (utf8Length(said.text) > MAX_TEXT_BYTES) {
        throw new HttpError('too_large', `The text is longer than ${MAX_TEXT_BYTES} bytes`);
      }
      guard.countMessage(visitor.id);
      const item = await takeMessage(hub, guard.chatOf(request), visitor.id, said);
      return { item } satisfies SayResponse;
    });

    app.get('/items', ITEMS, async (request, reply): Promise<ChatItemsResponse> => {
      const visitor = await guard.visitorOf(request);
      const query = parse(itemsQuerySchema, request.query);
      const key = { workspaceId: visitor.workspace_id, visitorId: visitor.id };
      await touchVisitor(hub.db, visitor, hub.now());
      // Listening begins before reading: what comes in between is found by one of the two.
      const wake = nextWake(live, key, query.wait * 1000);
      reply.raw.on('close', () => wake.end());
      try {
        const page = await readItems(hub.db, key, pageQuery(query));
        if (page.items.length > 0 || query.after === undefined || query.wait === 0) return page;
        await wake.done;
        return await readItems(hub.db, key, pageQuery(query));
      } finally {
        wake.end();
      }
    });

    app.post('/receipts', { ...RECEIPTS, bodyLimit: MOST_OTHER_BYTES }, async (request, reply) => {
      const visitor = await guard.visitorOf(request);
      await takeReceipts(hub, visitor, parse(chatReceiptsRequestSchema, request.body));
      await reply.code(204).send();
    });

    app.post('/reactions', { ...REACTIONS, bodyLimit: MOST_OTHER_BYTES }, async (request, reply) => {
      const visitor = await guard.visitorOf(request);
      const asked = parse(chatReactionRequestSchema, request.body);
      guard.countMessage(visitor.id);
      await takeReaction(hub, visitor, asked);
      await reply.code(204).send();
    });

    await app.register(chatFileRoutes(hub, guard));

    app.get('/live', { ...LIVE, websocket: true }, (socket, request) => {
      const connection = new ChatConnection({ hub, chat: guard.chatOf(request), live }, socket);
      connection.start();
    });
  };
}
