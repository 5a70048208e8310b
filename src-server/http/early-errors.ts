/** Errors found before any route or hook: they never reach the error handler, and have its shape all the same. */
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { Socket } from 'node:net';
import type { ApiError } from '#shared/wire/http/error.ts';

/** Who does not take his answer in this time does not get it. */
const FAREWELL_MS = 1_000;

type ClientErrorHandler = NonNullable<FastifyServerOptions['clientErrorHandler']>;

const TYPE = 'application/json; charset=utf-8';
const bodyOf = (error: ApiError): string => JSON.stringify({ error });

/** An address that cannot be decoded. */
export function frameworkErrors(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const body = bodyOf({ code: 'bad_request', message: error.message });
  reply.raw.writeHead(400, { 'content-type': TYPE }).end(body);
}

/** What is not HTTP, has headers without end, or does not come to an end in time. */
export const clientErrorHandler: ClientErrorHandler = (error, socket: Socket) => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [status, api] = judge(error.code);
  const body = bodyOf(api);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  // `end` closes our half only: who goes on sending, or does not read, would keep the connection for ever.
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
};

function judge(code: string | undefined): [string, ApiError] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [
        '431 Request Header Fields Too Large',
        { code: 'too_large', message: 'The address or the headers are too long' },
      ];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', { code: 'bad_request', message: 'The request did not come to an end' }];
    default:
      return ['400 Bad Request', { code: 'bad_request', message: 'This is not a request of HTTP/1.1' }];
  }
}
