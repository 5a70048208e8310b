import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { messagePageSchema } from '#shared/domain/bundle.ts';
import { idSchema } from '#shared/domain/ids.ts';
import { historyQuerySchema } from '#shared/wire/http/history.ts';
import { talkHistory } from '../talks/read.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** Talks of the team, as far as they are not in the snapshot. */
export function talkRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db } = context;
  const onRequest = requireSession(db, context.times);

  return async (app) => {
    app.get(
      '/talks/:talkId/messages',
      {
        onRequest,
        schema: {
          tags: ['sync'],
          summary: 'Older messages of a talk of the team',
          params: z.object({ talkId: idSchema }),
          querystring: historyQuerySchema,
          response: answers(messagePageSchema, [400, 401, 404]),
        },
      },
      async (request) => {
        const { before, limit } = request.query;
        const page = await talkHistory(db, signedOf(request), request.params.talkId, before ?? null, limit);
        if (!page) throw new HttpError('not_found', 'There is no such talk in your scope');
        return page;
      },
    );
  };
}
