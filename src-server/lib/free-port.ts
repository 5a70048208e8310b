import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32,768 on Linux, from 49,152 elsewhere). A server that comes
 * back on a port of those may find it taken, by somebody's outgoing connection or by one of its own clients, which while it
 * was away connected to itself.
 */
const LOWEST = 20_000;
const BEYOND = 32_000;
const TRIES = 50;

/** A port of 127.0.0.1 to which a server can come back however often it is started again. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = await listenOnce(randomInt(LOWEST, BEYOND)).catch(() => null);
    if (port !== null) return port;
  }
  return listenOnce(0);
}

async function listenOnce(port: number): Promise<number> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no free port');
  return address.port;
}
