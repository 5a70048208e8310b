import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { INTENTS, intentSchema } from '#shared/intents/all.ts';
import { intentsRequestSchema, intentsResponseSchema, type IntentResult } from '#shared/wire/http/intents.ts';
import { executeIntent, type Actor } from '../intents/execute.ts';
import { parseIntent, type ParsedIntent } from '../intents/parse.ts';
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
        const asked = request.body.intents.map((raw) => ({ id: raw.id, parsed: parseIntent(raw) }));
        rejectUnreadable(asked.map(({ parsed }) => parsed));
        const results: IntentResult[] = [];
        for (const { id, parsed } of asked) {
          // One after the other: what is said first must come first.
          results.push(await one(context, { workspaceId, scope }, id, parsed));
        }
        return { results };
      },
    );
  };
}

/**
 * A request in which nothing can be read is the sender's mistake and answered as one. Where something can, the rest is
 * refused one by one, so that a client of another version does not hold up what it knows.
 */
function rejectUnreadable(asked: ParsedIntent[]): void {
  const [first] = asked;
  if (!first || first.ok || asked.some((parsed) => parsed.ok)) return;
  const { refusal, tooLarge } = first;
  if (refusal.code === 'unknown_intent') {
    throw new HttpError('bad_request', `There is no intent "${refusal.name}"; nothing was done`);
  }
  const detail = refusal.code === 'invalid' ? refusal.detail : refusal.code;
  throw new HttpError(tooLarge ? 'too_large' : 'bad_request', `Nothing was done: ${detail}`);
}

async function one(
  context: HttpContext,
  actor: Actor,
  id: string,
  parsed: ParsedIntent,
): Promise<IntentResult> {
  const result: IntentResult = parsed.ok
    ? await executeIntent(context.executor, actor, parsed.intent)
    : { status: 'refused', id, refusal: parsed.refusal };
  const name = parsed.ok ? parsed.intent.name : 'unparsed';
  context.metrics.intents.inc({ name, outcome: result.status === 'done' ? 'done' : result.refusal.code });
  return result;
}
