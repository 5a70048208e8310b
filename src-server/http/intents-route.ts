import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { INTENTS, intentSchema } from '#shared/intents/all.ts';
import { intentsRequestSchema, intentsResponseSchema, type IntentResult } from '#shared/wire/http/intents.ts';
import { executeIntent, type Actor } from '../intents/execute.ts';
import { parseIntent } from '../intents/parse.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { judgeProtocol, requireSession } from './guards.ts';
import { answers } from './openapi.ts';

/** A hundred intents with the longest texts, escaped. */
const BODY_LIMIT = 16 * 1024 * 1024;

export function intentsRoute(context: HttpContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/intents',
      {
        onRequest: requireSession(context.db, context.times),
        bodyLimit: BODY_LIMIT,
        schema: {
          tags: ['intents'],
          summary: 'Carry out intents, in order, each once',
          description:
            `Each intent is one of: ${Object.keys(INTENTS).join(', ')}. Sent again with the same id it answers the same. ` +
            `Schema of one intent: ${intentSchema.options.map((option) => option.shape.name.value).join(' | ')}.`,
          body: intentsRequestSchema,
          response: answers(intentsResponseSchema, [400, 401, 413]),
        },
      },
      async (request) => {
        const verdict = judgeProtocol(request.body.protocol);
        if (verdict) throw new HttpError(verdict.code, verdict.message);
        const { workspaceId, scope } = signedOf(request);
        const results: IntentResult[] = [];
        for (const raw of request.body.intents) {
          // One after the other: what is said first must come first.
          results.push(await one(context, { workspaceId, scope }, raw));
        }
        return { results };
      },
    );
  };
}

async function one(context: HttpContext, actor: Actor, raw: { id: string }): Promise<IntentResult> {
  const parsed = parseIntent(raw);
  const result: IntentResult = parsed.ok
    ? await executeIntent(context.executor, actor, parsed.intent)
    : { status: 'refused', id: raw.id, refusal: parsed.refusal };
  const name = parsed.ok ? parsed.intent.name : 'unparsed';
  context.metrics.intents.inc({ name, outcome: result.status === 'done' ? 'done' : result.refusal.code });
  return result;
}
