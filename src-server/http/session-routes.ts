import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  sessionSchema,
  signInRequestSchema,
  signInResponseSchema,
  type SignInResponse,
} from '#shared/wire/http/session.ts';
import { cleanText } from '#shared/lib/text.ts';
import type { AttemptLimits } from '../auth/attempts.ts';
import { endAllSessions, endSession, findSession } from '../auth/sessions.ts';
import { signIn } from '../auth/sign-in.ts';
import { networkOf } from '../lib/network.ts';
import { topics } from '../bus/topics.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** Signing in and out. */
export function sessionRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db, config, times, bus } = context;
  const limits =
    config.RATE_LIMITS === 'off'
      ? null
      : {
          windowS: config.SIGN_IN_WINDOW_S,
          perLogin: config.SIGN_IN_PER_LOGIN,
          perAddress: config.SIGN_IN_PER_ADDRESS,
          perLoginAnywhere: config.SIGN_IN_PER_LOGIN_ANYWHERE,
        };
  const guarded = { onRequest: requireSession(db, times) };

  return async (app) => {
    app.post(
      '/session',
      {
        bodyLimit: 16 * 1024,
        schema: {
          tags: ['session'],
          summary: 'Sign in',
          security: [],
          body: signInRequestSchema,
          response: answers(signInResponseSchema, [400, 401, 429]),
        },
      },
      async (request) => {
        return await openSession(context, limits, {
          ...request.body,
          network: networkOf(request.ip),
        });
      },
    );

    app.get(
      '/session',
      {
        ...guarded,
        schema: { tags: ['session'], summary: 'Who am I', response: answers(sessionSchema, [401]) },
      },
      async (request) => signedOf(request).session,
    );

    app.delete(
      '/session',
      {
        ...guarded,
        schema: { tags: ['session'], summary: 'Sign out here', response: answers(z.null(), [401], 204) },
      },
      async (request, reply) => {
        const { key, workspaceId, scope } = signedOf(request);
        await endSession(db, key);
        bus.publish(topics.sessions, `${workspaceId}/${scope.operatorId}`);
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/sessions',
      {
        ...guarded,
        schema: {
          tags: ['session'],
          summary: 'Sign out everywhere',
          response: answers(z.null(), [401], 204),
        },
      },
      async (request, reply) => {
        const { workspaceId, scope } = signedOf(request);
        await endAllSessions(db, workspaceId, scope.operatorId);
        bus.publish(topics.sessions, `${workspaceId}/${scope.operatorId}`);
        return reply.code(204).send(null);
      },
    );
  };
}

/** @throws HttpError `wrong_credentials`, `too_many_requests` */
async function openSession(
  { db, times }: HttpContext,
  limits: AttemptLimits | null,
  who: { login: string; password: string; device: string; network: string },
): Promise<SignInResponse> {
  // PostgreSQL cannot even look for some characters; no login has them.
  const clean = { ...who, login: cleanText(who.login), device: cleanText(who.device) };
  const outcome = await signIn(db, { limits, times }, clean);
  if (outcome.kind === 'too_many') {
    throw new HttpError('too_many_requests', 'Too many attempts to sign in; wait', outcome.retryAfterS);
  }
  if (outcome.kind === 'wrong_credentials') {
    throw new HttpError('wrong_credentials', 'The login or the password is wrong');
  }
  const signed = await findSession(db, times, outcome.token);
  if (!signed) throw new HttpError('unavailable', 'The session could not be read back; try again', 1);
  return { ...signed.session, token: outcome.token };
}
