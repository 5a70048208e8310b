/** Every error that leaves the hub has one shape: `apiErrorSchema`. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiError, ApiErrorCode } from '#shared/wire/http/error.ts';
import { codeOf } from '../lib/errors.ts';

const STATUS: Record<ApiErrorCode, number> = {
  bad_request: 400,
  too_large: 413,
  unauthorized: 401,
  wrong_credentials: 401,
  forbidden: 403,
  wrong_origin: 403,
  not_found: 404,
  form_answered: 409,
  too_many_requests: 429,
  client_too_old: 426,
  client_too_new: 400,
  snapshot_expired: 410,
  unavailable: 503,
  internal: 500,
};

/** Thrown by routes; answered with its status and body. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly body: ApiError;
  readonly statusCode: number;
  constructor(code: ApiErrorCode, message: string, retryAfterS?: number) {
    super(message);
    this.body = { code, message, ...(retryAfterS === undefined ? {} : { retryAfterS }) };
    this.statusCode = STATUS[code];
  }
}

/** Applies to this instance and everything registered in it. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((_request, reply) => {
    send(reply, 404, { code: 'not_found', message: 'There is nothing at this address' });
  });
}

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  // Who goes away in the middle of his request hears no answer, and is no failure of the hub.
  const { status, body } = hasLeft(error, request) ? LEFT : translate(error);
  if (status >= 500) request.log.error({ err: error }, 'a request failed');
  else request.log.debug({ code: body.code, reason: body.message }, 'a request was refused');
  send(reply, status, body);
}

const LEFT: ReturnType<typeof translate> = {
  status: 400,
  body: { code: 'bad_request', message: 'The request did not come to an end' },
};

function hasLeft(error: Error, request: FastifyRequest): boolean {
  return codeOf(error) === 'ECONNRESET' && request.raw.destroyed && !request.raw.complete;
}

function send(reply: FastifyReply, status: number, body: ApiError): void {
  if (body.retryAfterS !== undefined) void reply.header('retry-after', Math.ceil(body.retryAfterS));
  void reply.code(status).type('application/json; charset=utf-8').send({ error: body });
}

/** @returns what of an error may be told */
export function translate(error: Error & { statusCode?: number; validation?: unknown }): {
  status: number;
  body: ApiError;
} {
  if (error instanceof HttpError) return { status: error.statusCode, body: error.body };
  if (isDatabaseAway(error)) {
    const message = 'The hub cannot reach its database at the moment; nothing was done';
    return { status: 503, body: { code: 'unavailable', message, retryAfterS: 2 } };
  }
  const status = error.statusCode ?? 500;
  if (status === 413) return { status, body: { code: 'too_large', message: 'The request is too large' } };
  if (status === 429) {
    return { status, body: { code: 'too_many_requests', message: error.message, retryAfterS: 1 } };
  }
  if (status === 403) return { status, body: { code: 'forbidden', message: error.message } };
  if (status === 404) return { status, body: { code: 'not_found', message: error.message } };
  if (status >= 400 && status < 500) return { status, body: { code: 'bad_request', message: error.message } };
  return { status: 500, body: { code: 'internal', message: 'The hub failed; its log says why' } };
}

/** Connection lost or refused, shutting down, out of connections, waited too long for a lock. */
function isDatabaseAway(error: Error): boolean {
  const code = codeOf(error) ?? '';
  return (
    /^(ECONN|ETIMEDOUT|EPIPE|08|57P0|53|55P03|57014|25P03)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after/.test(
      error.message,
    )
  );
}
