import type { FastifyReply, FastifyRequest } from 'fastify';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { createQuestionGate, GateError, type QuestionGate } from '../lib/question-gate.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';

/** Each of them holds a connection for seconds; the others are for those who answer clients. */
const SHARE_OF_CONNECTIONS = 1 / 4;
const WAITING_FOR_EACH = 4;
const PAUSE_S = 1;
const PAUSE_WHEN_FULL_S = 3;

/** One for all questions to the table and to search of this hub process. */
export function questionGate(connections: number): QuestionGate {
  const most = Math.max(1, Math.floor(connections * SHARE_OF_CONNECTIONS));
  return createQuestionGate(most, most * WAITING_FOR_EACH);
}

/** @throws HttpError when it was not asked: too many wait, or the same person asked something newer */
export async function askInTurn<T>(
  { questions }: Pick<HttpContext, 'questions'>,
  request: FastifyRequest,
  reply: FastifyReply,
  ask: () => Promise<T>,
): Promise<T> {
  const { workspaceId, scope } = signedOf(request);
  // Not `request.signal`, which is aborted once the body was read.
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  try {
    return await questions.run(`${workspaceId} ${scope.operatorId}`, gone.signal, ask);
  } catch (error) {
    throw error instanceof GateError ? notAsked(error.reason) : error;
  }
}

function notAsked(reason: GateError['reason']): HttpError {
  switch (reason) {
    case 'full':
      return new HttpError('too_many_requests', 'Too many ask at once; wait a moment', PAUSE_WHEN_FULL_S);
    case 'overtaken':
      return new HttpError('too_many_requests', 'A newer question came before this one was asked', PAUSE_S);
    case 'gone':
      return new HttpError('bad_request', 'The request did not come to an end');
    default:
      return exhaustive(reason, 'reason');
  }
}
