import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { loadsResponseSchema } from '#shared/wire/http/loads.ts';
import { readLoads } from '../company/loads.ts';
import { signedOf, type HttpContext } from './context.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** How busy colleagues are: asked when somebody chooses one of them. */
export function loadsRoute({ db, times }: HttpContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/operators/loads',
      {
        onRequest: requireSession(db, times),
        schema: {
          tags: ['sync'],
          summary: 'How many dialogs each operator has on his hands',
          response: answers(loadsResponseSchema, [401]),
        },
      },
      async (request) => ({ loads: await readLoads(db, signedOf(request).workspaceId) }),
    );
  };
}
