import { once } from 'node:events';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientErrorHandler } from './early-errors.ts';

const server = createServer({ headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 50 });
beforeAll(async () => {
  server.on('clientError', clientErrorHandler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends headers without end, slowly enough not to have too many of them, until the connection is gone. @returns what was heard */
async function dribble(): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  // Expected: the connection is reset while it is written to.
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\n');
  const more = setInterval(() => socket.write('X-More: x\r\n'), 500);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(more);
  return heard;
}

test(
  'whose headers have no end is told so and let go, though he goes on sending',
  { timeout: 20_000 },
  async () => {
    const heard = await dribble();
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(heard).toContain('"code":"bad_request"');
  },
);
