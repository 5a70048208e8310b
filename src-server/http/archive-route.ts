import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ARCHIVE_TYPE, archiveLineSchema, archiveQuerySchema } from '#shared/wire/http/archive.ts';
import { decodeArchivePlace } from '../feed/archive-place.ts';
import { openArchive } from '../feed/archive.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** Reading what was closed long ago, as a stream. */
export function archiveRoute(context: HttpContext): FastifyPluginAsyncZod {
  const { db } = context;
  const onRequest = requireSession(db, context.times);

  return async (app) => {
    app.get(
      '/sync/archive',
      {
        onRequest,
        schema: {
          tags: ['sync'],
          summary: 'Closed dialogs that the snapshot leaves out, as lines of JSON (`application/x-ndjson`)',
          description:
            'An opening, then for each pack a head and a body, then the end. The schema is that of every line but bodies, ' +
            'which are arrays of dialogs with their client and messages.',
          querystring: archiveQuerySchema,
          response: answers(archiveLineSchema, [400, 401]),
        },
      },
      async (request, reply) => {
        const { workspaceId, scope } = signedOf(request);
        const { after, days, limit, form } = request.query;
        const place = decodeArchivePlace(after);
        if (!place) throw new HttpError('bad_request', 'The value of "after" is not one that the hub gave');
        const lines = await openArchive(db, { workspaceId, scope, place, days, limit, form });
        return await reply.type(ARCHIVE_TYPE).send(Readable.from(lines, { objectMode: false }));
      },
    );
  };
}
