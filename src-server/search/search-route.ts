import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { MAX_QUERY_WORDS, parseQuery } from '#shared/lib/search-query.ts';
import { searchQuerySchema, searchResponseSchema } from '#shared/wire/http/search.ts';
import { createLimiter } from '../lib/limiter.ts';
import { signedOf, type HttpContext } from '../http/context.ts';
import { HttpError } from '../http/errors.ts';
import { requireSession } from '../http/guards.ts';
import { answers } from '../http/openapi.ts';
import { askInTurn } from '../http/questions.ts';
import { codeOf } from '../lib/errors.ts';
import { decodePagePlace } from './page-place.ts';
import { search } from './search.ts';

/** Somebody who types fast asks a few times a second, for a moment. */
const BURST = 60;
const WINDOW_MS = 30_000;
/** PostgreSQL gave a statement up because it took too long. */
const TOO_LONG = '57014';

export function searchRoute(context: HttpContext): FastifyPluginAsyncZod {
  const limiter = createLimiter(context.config.RATE_LIMITS === 'off' ? Infinity : BURST, WINDOW_MS, () =>
    context.now(),
  );
  return async (app) => {
    app.get(
      '/search',
      {
        onRequest: requireSession(context.db, context.times),
        schema: {
          tags: ['sync'],
          summary: 'Words in messages and clients, in scope, newest first',
          description:
            'Every word is the beginning of one in the text, or another form of it (Russian, English); what stands in quotation ' +
            'marks is looked for word for word. Hidden messages are found by those who may see them.',
          querystring: searchQuerySchema,
          response: answers(searchResponseSchema, [400, 401, 429]),
        },
      },
      async (request, reply) => {
        const { workspaceId, scope } = signedOf(request);
        const { q, limit, before } = request.query;
        const query = parseQuery(q);
        if (!query)
          throw new HttpError('bad_request', `The query needs 1 to ${MAX_QUERY_WORDS} words to look for`);
        const after = before === undefined ? null : decodePagePlace(before);
        if (before !== undefined && !after)
          throw new HttpError('bad_request', 'The value of "before" is not one that the hub gave');
        const wait = limiter.take(`${workspaceId} ${scope.operatorId}`);
        if (wait > 0) throw new HttpError('too_many_requests', 'Too many searches; wait a moment', wait);
        try {
          return await askInTurn(context, request, reply, () =>
            search(context.db, { workspaceId, scope, query, typed: q, limit, after }),
          );
        } catch (error) {
          if (codeOf(error) !== TOO_LONG) throw error;
          throw new HttpError('unavailable', 'The search took too long; add a word or try again later', 5);
        }
      },
    );
  };
}
