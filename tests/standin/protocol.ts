/**
 * `protocol`: the handlers of schemes of our own, and the loopback server that lets vanilla Chromium reach
 * them. `app://otklik/x` is shown as `http://otklik.localhost/x`: a secure context with storage, workers and
 * Web Locks whose origin stays the same while the server's port changes from start to start.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}

const privileged = new Map<string, CustomScheme['privileges']>();
const handlers = new Map<string, ProtocolHandler>();

/** Hosts that a scheme of ours may have. Electron needs no such list; the resolver rule of Chromium does. */
const hosts: Readonly<Record<string, string>> = { otklik: 'otklik.localhost' };

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    for (const { scheme, privileges } of schemes) privileged.set(scheme, privileges);
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    const privileges = privileged.get(scheme);
    // The stand-in's origin is always secure and standard; without these Electron's would not be.
    if (!privileges?.standard || !privileges.secure) {
      throw new Error(`scheme ${scheme} must be registered as standard and secure before it is handled`);
    }
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
  unhandle: (scheme: string): boolean => handlers.delete(scheme),
};

/** `app://otklik/x` → `http://otklik.localhost/x`; other addresses stay as they are. */
export function toChromiumUrl(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/is.exec(url);
  const host = parts?.[2] === undefined ? undefined : hosts[parts[2]];
  if (parts === null || host === undefined || !handlers.has(parts[1] ?? '')) return url;
  return `http://${host}${parts[3] || '/'}`;
}

/** The way back: what the shell is told about addresses is always in its own terms. */
export function toElectronUrl(url: string): string {
  for (const [name, host] of Object.entries(hosts)) {
    const prefix = `http://${host}/`;
    if (url.startsWith(prefix)) return `${schemeInUse()}://${name}/${url.slice(prefix.length)}`;
  }
  return url;
}

function schemeInUse(): string {
  return handlers.keys().next().value ?? 'app';
}

export async function startOriginServer(): Promise<{ hosts: string[]; port: number }> {
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      console.error('stand-in: a protocol handler failed', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { hosts: Object.values(hosts), port: (server.address() as AddressInfo).port };
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = toElectronUrl(`http://${request.headers.host}${request.url}`);
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  if (handler === undefined) {
    response.writeHead(404).end();
    return;
  }
  const answer = await handler(new Request(url, { method: request.method ?? 'GET' }));
  if (answer.type === 'error') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}
