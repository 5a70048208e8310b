import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { operatorRightsSchema, operatorsResponseSchema, rightsSchema } from '#shared/wire/http/rights.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { listRights, setRights } from '../company/rights.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** What only admins of the company may do. */
export function adminRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db, bus } = context;
  const session = requireSession(db, context.times);
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    await session(request);
    if (signedOf(request).scope.role !== 'admin') {
      throw new HttpError('forbidden', 'Only an admin of the company may do this');
    }
  };

  return async (app) => {
    app.get(
      '/admin/operators',
      {
        onRequest,
        schema: {
          tags: ['admin'],
          summary: 'Everybody of the company with his rights',
          response: answers(operatorsResponseSchema, [401, 403]),
        },
      },
      async (request) => ({ operators: await listRights(db, signedOf(request).workspaceId) }),
    );

    app.put(
      '/admin/operators/:operatorId/rights',
      {
        onRequest,
        schema: {
          tags: ['admin'],
          summary: 'Set what an operator may see and do; his windows follow at once',
          params: z.object({ operatorId: idSchema }),
          body: rightsSchema,
          response: answers(operatorRightsSchema, [400, 401, 403, 404]),
        },
      },
      async (request) => {
        const { workspaceId, scope } = signedOf(request);
        const by = { workspaceId, operatorId: scope.operatorId };
        const change = await setRights(
          { db, bus, now: () => context.now() },
          by,
          request.params.operatorId,
          request.body,
        );
        switch (change.kind) {
          case 'set':
            return change.operator;
          case 'not_found':
            throw new HttpError('not_found', 'There is no such operator in your company');
          case 'unknown_places':
            throw new HttpError('bad_request', `No such lines or branches: ${change.ids.join(', ')}`);
          case 'last_admin':
            throw new HttpError(
              'bad_request',
              'This is the last active admin of the company; name another first',
            );
          default:
            return exhaustive(change, 'change of rights');
        }
      },
    );
  };
}
