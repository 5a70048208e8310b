import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { messageAttemptsSchema } from '#shared/domain/attempt.ts';
import { idSchema } from '#shared/domain/ids.ts';
import { readersResponseSchema } from '#shared/wire/http/readers.ts';
import { readersOf } from '../company/readers.ts';
import { messageAttempts } from '../deliveries/attempts.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** What is told of one message or dialog, and kept in no replica. */
export function messageRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db } = context;
  const onRequest = requireSession(db, context.times);

  return async (app) => {
    app.get(
      '/messages/:messageId/attempts',
      {
        onRequest,
        schema: {
          tags: ['sync'],
          summary: 'What was tried to deliver a message, and what is still to be done',
          params: z.object({ messageId: idSchema }),
          response: answers(messageAttemptsSchema, [400, 401, 404]),
        },
      },
      async (request) => {
        const { workspaceId, scope } = signedOf(request);
        const found = await messageAttempts(db, workspaceId, scope, request.params.messageId);
        if (!found) throw new HttpError('not_found', 'There is no such message in your scope');
        return found;
      },
    );

    app.get(
      '/dialogs/:dialogId/readers',
      {
        onRequest,
        schema: {
          tags: ['sync'],
          summary: 'Which operators see a dialog: who does not hears nothing of being named in it',
          params: z.object({ dialogId: idSchema }),
          response: answers(readersResponseSchema, [400, 401, 404]),
        },
      },
      async (request) => {
        const { workspaceId, scope } = signedOf(request);
        const operatorIds = await readersOf(db, workspaceId, scope, request.params.dialogId);
        if (!operatorIds) throw new HttpError('not_found', 'There is no such dialog in your scope');
        return { operatorIds };
      },
    );
  };
}
