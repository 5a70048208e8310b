import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { tableRequestSchema, tableResponseSchema } from '#shared/wire/http/table.ts';
import { signedOf, type HttpContext } from '../http/context.ts';
import { HttpError } from '../http/errors.ts';
import { requireSession } from '../http/guards.ts';
import { answers } from '../http/openapi.ts';
import { askInTurn } from '../http/questions.ts';
import { codeOf } from '../lib/errors.ts';
import { createLimiter } from '../lib/limiter.ts';
import { decodeTablePlace } from './table-place.ts';
import { queryTable } from './table-query.ts';

/** Somebody who scrolls fast asks a few times a second, for a moment. */
const BURST = 120;
const WINDOW_MS = 30_000;
/** PostgreSQL gave a statement up because it took too long. */
const TOO_LONG = '57014';

export function tableRoute(context: HttpContext): FastifyPluginAsyncZod {
  const limiter = createLimiter(context.config.RATE_LIMITS === 'off' ? Infinity : BURST, WINDOW_MS, () =>
    context.now(),
  );
  return async (app) => {
    app.post(
      '/dialogs/query',
      {
        onRequest: requireSession(context.db, context.times),
        schema: {
          tags: ['sync'],
          summary: 'Dialogs by conditions, in any order, in scope',
          description:
            'An empty choice asks for everything. Pages go on from `next`; the first one also counts, up to a bound. ' +
            'Lines without a value come last in both directions.',
          body: tableRequestSchema,
          response: answers(tableResponseSchema, [400, 401, 429]),
        },
      },
      async (request, reply) => {
        const { workspaceId, scope } = signedOf(request);
        const { conditions, sort, limit, after } = request.body;
        const place = after === null ? null : decodeTablePlace(after);
        if (after !== null && !place)
          throw new HttpError('bad_request', 'The value of "after" is not one that the hub gave');
        const wait = limiter.take(`${workspaceId} ${scope.operatorId}`);
        if (wait > 0) throw new HttpError('too_many_requests', 'Too many questions; wait a moment', wait);
        try {
          return await askInTurn(context, request, reply, () =>
            queryTable(context.db, { workspaceId, scope, conditions, sort, limit, after: place }),
          );
        } catch (error) {
          if (isPlaceOfAnother(error))
            throw new HttpError('bad_request', 'The value of "after" belongs to another order');
          if (codeOf(error) !== TOO_LONG) throw error;
          throw new HttpError('unavailable', 'The question took too long; narrow it or try again later', 5);
        }
      },
    );
  };
}

/** A place in the order of one column says nothing in that of another: text that is no number, a number that is no time. */
function isPlaceOfAnother(error: unknown): boolean {
  return ['22P02', '22003', '22008', '22007'].includes(codeOf(error) ?? '');
}
