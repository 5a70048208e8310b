import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { INTENTS, intentSchema, type Intent } from '#shared/intents/all.ts';
import { intentsRequestSchema, intentsResponseSchema, type IntentResult } from '#shared/wire/http/intents.ts';
import { MAX_INTENTS_BYTES, MAX_INTENTS_PER_REQUEST } from '#shared/wire/protocol.ts';
import { isUnstorable, unstorable, type Actor } from '../intents/answers.ts';
import { executeIntent } from '../intents/execute.ts';
import { parseIntent, type ParsedIntent } from '../intents/parse.ts';
import { createLimiter } from '../lib/limiter.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { judgeProtocol, requireSession } from './guards.ts';
import { answers } from './openapi.ts';

const MINUTE_MS = 60_000;
/**
 * After so long a request is answered with what was done so far; the sender asks for the rest again. Well below the time after
 * which he gives up: a hub under load would otherwise be asked for the same again and again, do it, and never be heard.
 */
const ANSWER_MS = 5_000;

export function intentsRoute(context: HttpContext): FastifyPluginAsyncZod {
  const { RATE_LIMITS, INTENTS_PER_MINUTE } = context.config;
  // A request with the most intents must always pass some day.
  const burst = RATE_LIMITS === 'off' ? Infinity : Math.max(INTENTS_PER_MINUTE, MAX_INTENTS_PER_REQUEST);
  const limiter = createLimiter(burst, MINUTE_MS, () => context.now());
  const count = (request: FastifyRequest, intents: number): void => {
    const wait = limiter.take(signedOf(request).key.hash.toString('hex'), intents);
    if (wait > 0)
      throw new HttpError('too_many_requests', 'Too many actions at once; nothing was done', wait);
  };
  return async (app) => {
    app.post(
      '/intents',
      {
        onRequest: [
          requireSession(context.db, context.times),
          // Before the body is read: one is what any request costs.
          async (request) => count(request, 1),
        ],
        bodyLimit: MAX_INTENTS_BYTES,
        schema: {
          tags: ['intents'],
          summary: 'Carry out intents, in order, each once',
          description:
            `Each intent is one of: ${Object.keys(INTENTS).join(', ')}. Sent again with the same id it answers the same. ` +
            'A busy hub answers the first ones only; send the rest again. ' +
            `Schema of one intent: ${intentSchema.options.map((option) => option.shape.name.value).join(' | ')}.`,
          body: intentsRequestSchema,
          response: answers(intentsResponseSchema, [400, 401, 413, 429]),
        },
      },
      async (request) => {
        const verdict = judgeProtocol(request.body.protocol);
        if (verdict) throw new HttpError(verdict.code, verdict.message);
        const { workspaceId, scope } = signedOf(request);
        const more = request.body.intents.length - 1;
        if (more > 0) count(request, more);
        const asked = request.body.intents.map((raw) => ({ id: raw.id, parsed: parseIntent(raw) }));
        rejectUnreadable(asked.map(({ parsed }) => parsed));
        const isLate = lateness(request);
        const results: IntentResult[] = [];
        for (const { id, parsed } of asked) {
          if (results.length > 0 && isLate()) break;
          try {
            // One after the other: what is said first must come first.
            results.push(await one(context, request.log, { workspaceId, scope }, id, parsed));
          } catch (error) {
            if (results.length === 0) throw error;
            request.log.error({ err: error }, 'a request was answered in part');
            break;
          }
        }
        return { results };
      },
    );
  };
}

/** Whether it is time to answer, or nobody waits for the answer any more. */
function lateness(request: FastifyRequest): () => boolean {
  const until = performance.now() + ANSWER_MS;
  return () => performance.now() > until || request.raw.socket.destroyed;
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

/**
 * What fails the same way however often it is asked is refused: answered as a failure it would be sent again for ever, and hold up
 * everything that its sender did after it.
 */
async function carriedOut(
  context: HttpContext,
  log: FastifyBaseLogger,
  actor: Actor,
  intent: Intent,
): Promise<IntentResult> {
  try {
    return await executeIntent(context.executor, actor, intent);
  } catch (error) {
    if (!isUnstorable(error)) throw error;
    log.error({ err: error, intent: intent.name, id: intent.id }, 'an intent could not be stored');
    return unstorable(intent.id);
  }
}

async function one(
  context: HttpContext,
  log: FastifyBaseLogger,
  actor: Actor,
  id: string,
  parsed: ParsedIntent,
): Promise<IntentResult> {
  const result: IntentResult = parsed.ok
    ? await carriedOut(context, log, actor, parsed.intent)
    : { status: 'refused', id, refusal: parsed.refusal };
  const name = parsed.ok ? parsed.intent.name : 'unparsed';
  context.metrics.intents.inc({ name, outcome: result.status === 'done' ? 'done' : result.refusal.code });
  return result;
}
