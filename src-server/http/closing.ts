import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is being answered when the hub stops may take so long; then its connection is cut. */
const GRACE_MS = 3_000;

/**
 * Makes the server close in bounded time, whoever is connected. By itself it would wait for browsers that opened a connection
 * ahead of need, for those who never finish their request, and for sockets whose peer does not answer the farewell. Call it
 * before anything is registered.
 */
export function boundClosing(app: FastifyInstance, graceMs = GRACE_MS): void {
  const { server } = app;
  const sockets = new Set<Socket>();
  /** How many requests are being answered on a connection; an upgraded one counts as answered for ever. */
  const busy = new Map<Socket, number>();
  let closing = false;

  const begin = (socket: Socket): void => void busy.set(socket, (busy.get(socket) ?? 0) + 1);
  const end = (socket: Socket): void => {
    const left = (busy.get(socket) ?? 1) - 1;
    if (left > 0) busy.set(socket, left);
    else busy.delete(socket);
  };
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      busy.delete(socket);
    });
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    begin(request.socket);
    response.once('close', () => end(request.socket));
  });
  server.on('upgrade', (request: IncomingMessage) => begin(request.socket));

  app.addHook('preClose', (done) => {
    closing = true;
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    const late = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    server.once('close', () => clearTimeout(late));
    done();
  });
  // A connection that is kept alive for a next request would keep the server.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
