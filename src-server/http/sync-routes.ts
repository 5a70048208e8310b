import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { messagePageSchema } from '#shared/domain/bundle.ts';
import { historyQuerySchema } from '#shared/wire/http/history.ts';
import { snapshotPageSchema, snapshotQuerySchema } from '#shared/wire/http/snapshot.ts';
import { historyPage } from '../feed/history.ts';
import { decodePlace } from '../feed/snapshot-place.ts';
import { beginSnapshot, continueSnapshot } from '../feed/snapshot.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** Reading: the snapshot, older messages. */
export function syncRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db } = context;
  const onRequest = requireSession(db, context.times);

  return async (app) => {
    app.get(
      '/sync/snapshot',
      {
        onRequest,
        schema: {
          tags: ['sync'],
          summary: 'Everything in scope, page by page',
          querystring: snapshotQuerySchema,
          response: answers(snapshotPageSchema, [400, 401, 410]),
        },
      },
      async (request) => {
        const { workspaceId, scope } = signedOf(request);
        const { after, limit } = request.query;
        if (after === undefined) return await beginSnapshot(db, workspaceId, scope, limit, context.now());
        const place = decodePlace(after);
        if (!place) throw new HttpError('bad_request', 'The value of "after" is not one that the hub gave');
        const page = await continueSnapshot(db, workspaceId, scope, limit, place);
        if (!page) throw new HttpError('snapshot_expired', 'The snapshot is too old; begin a new one');
        return page;
      },
    );

    app.get(
      '/dialogs/:dialogId/messages',
      {
        onRequest,
        schema: {
          tags: ['sync'],
          summary: 'Older messages of a dialog',
          params: z.object({ dialogId: idSchema }),
          querystring: historyQuerySchema,
          response: answers(messagePageSchema, [400, 401, 404]),
        },
      },
      async (request) => {
        const { workspaceId, scope } = signedOf(request);
        const { before, limit } = request.query;
        const page = await historyPage(
          db,
          workspaceId,
          scope,
          request.params.dialogId,
          before ?? null,
          limit,
        );
        if (!page) throw new HttpError('not_found', 'There is no such dialog in your scope');
        return page;
      },
    );
  };
}
