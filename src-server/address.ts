/** Where the hub listens: trying it before anything is started, taking it, and words for when it cannot be had. */
import type { FastifyInstance } from 'fastify';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import { hubInfoSchema } from '#shared/wire/http/hub-info.ts';
import type { Config } from './config.ts';
import { codeOf, messageOf, StartError } from './lib/errors.ts';

/** Who holds a busy port is asked for so long. */
const ASK_MS = 1_000;

type Address = Pick<Config, 'HOST' | 'PORT'>;

/** A port that is taken is said at once and not after the database was made. @throws StartError */
export async function probeAddress(address: Address): Promise<void> {
  if (address.PORT === 0) return;
  const probe = createNetServer();
  try {
    probe.listen({ host: address.HOST, port: address.PORT });
    await once(probe, 'listening');
  } catch (error) {
    throw await explainListen(error, address);
  }
  await new Promise((resolve) => probe.close(resolve));
}

/** @returns the address to reach it on this machine, without a slash at the end. @throws StartError */
export async function listen(server: FastifyInstance, address: Address): Promise<string> {
  try {
    await server.listen({ host: await addressOf(address.HOST), port: address.PORT });
  } catch (error) {
    throw await explainListen(error, address);
  }
  const { port } = server.server.address() as AddressInfo;
  return urlOf(address.HOST, port);
}

function urlOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** For `localhost` Fastify would open a second server, for the other family, that closing knows nothing of: one address it is. */
async function addressOf(host: string): Promise<string> {
  return host === 'localhost' ? (await lookup(host, { order: 'ipv4first' })).address : host;
}

async function explainListen(error: unknown, { HOST, PORT }: Address): Promise<Error> {
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const url = urlOf(HOST, PORT);
      const holder = (await isHub(url))
        ? `an Otklik hub that is already running: ${url} (client: ${url}/app/)`
        : 'another program';
      return new StartError(
        'port_busy',
        `The port ${PORT} on ${HOST} is in use by ${holder}. Stop it, or choose another with PORT.`,
        { cause: error },
      );
    }
    case 'EACCES':
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        'address_unavailable',
        `The hub cannot listen on ${HOST}:${PORT}: ${messageOf(error)}. Choose others with HOST and PORT.`,
        { cause: error },
      );
    default:
      return error instanceof Error ? error : new Error(messageOf(error));
  }
}

async function isHub(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/hub`, { signal: AbortSignal.timeout(ASK_MS) });
    return hubInfoSchema.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}
