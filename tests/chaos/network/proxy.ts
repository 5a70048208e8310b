/**
 * The network between one client (or all visitors) and the hubs: an HTTP and WebSocket proxy on a port that never changes.
 * Every request goes to any of the hubs, as behind a balancer, and meets the weather of the moment.
 */
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import type { Random } from '../random.ts';
import type { SmallFault, Weather } from './weather.ts';
import { Tunnel } from './tunnel.ts';

export interface ProxyDeps {
  random: Random;
  /** Ports of the hubs; some may be down. */
  hubPorts: () => readonly number[];
  onFault: (kind: SmallFault) => void;
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export class Proxy {
  readonly #deps: ProxyDeps;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #tunnels = new Set<Tunnel>();
  weather: Weather;
  /** No network at all. */
  #offline = false;

  constructor(deps: ProxyDeps, weather: Weather) {
    this.#deps = deps;
    this.weather = weather;
    this.#server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      this.#pass(request, response).catch(() => request.destroy());
    });
    this.#server.on('connection', (socket) => {
      if (this.#offline) return socket.destroy();
      this.#sockets.add(socket);
      return socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (request, socket, head) => this.#tunnel(request, socket, head));
  }

  /** @returns the origin under which the hub seems to be */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Breaks every connection there is. */
  cut(): void {
    for (const tunnel of this.#tunnels) tunnel.cut();
    for (const socket of this.#sockets) socket.destroy();
  }

  setOffline(offline: boolean): void {
    this.#offline = offline;
    if (offline) this.cut();
  }

  /** The open sockets stay open, but nothing passes any more, and nobody is told. */
  halfOpen(): void {
    for (const tunnel of this.#tunnels) tunnel.swallow();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await collect(request);
    const fate = this.weather.fateOf(request, this.#deps.random);
    if (fate !== 'none') this.#deps.onFault(fate);
    if (fate === 'request lost') return void request.destroy();
    if (fate === 'hub busy') return this.#busy(response);
    await delay(this.weather.delayMs(this.#deps.random));
    const answer = await this.#forward(request, body);
    if (fate === 'request repeated') await this.#forward(request, body);
    if (fate === 'request repeated late') this.#forwardLate(request, body);
    if (fate === 'answer lost') return void request.destroy();
    if (fate === 'answer hung') return this.#hang(request);
    await delay(this.weather.delayMs(this.#deps.random));
    if (!answer || this.#offline) return void request.destroy();
    const { connection: _, 'transfer-encoding': __, ...headers } = answer.headers;
    response.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
    if (fate !== 'answer cut short') return void response.end(answer.body);
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => request.destroy());
    return undefined;
  }

  /** What a proxy in front of a hub says while it is away; sometimes the hub's own words. */
  #busy(response: ServerResponse): void {
    const { random } = this.#deps;
    const status = random.pick([502, 503, 504, 429]) ?? 503;
    response.writeHead(status, {
      'content-type': 'text/html',
      ...(random.happens(0.2) ? { 'retry-after': '1' } : {}),
    });
    response.end('<h1>Please try again later</h1>');
  }

  #hang(request: IncomingMessage): void {
    const timer = setTimeout(() => request.destroy(), 20_000);
    request.socket.once('close', () => clearTimeout(timer));
  }

  #forwardLate(request: IncomingMessage, body: Buffer): void {
    const timer = setTimeout(
      () => void this.#forward(request, body).catch(() => undefined),
      this.#deps.random.between(50, 3_000),
    );
    timer.unref();
  }

  /** @returns null when no whole answer came from the hub */
  #forward(request: IncomingMessage, body: Buffer): Promise<Answer | null> {
    const port = this.#deps.random.pick(this.#deps.hubPorts());
    if (port === undefined) return Promise.resolve(null);
    const { connection: _, 'transfer-encoding': __, ...headers } = request.headers;
    return new Promise((resolve) => {
      const onward = httpRequest(
        {
          agent,
          host: '127.0.0.1',
          port,
          method: request.method,
          path: request.url,
          headers: { ...headers, ...(body.length > 0 ? { 'content-length': body.length } : {}) },
        },
        (answer) => {
          collect(answer).then(
            (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
            () => resolve(null),
          );
        },
      );
      onward.setTimeout(30_000, () => onward.destroy());
      onward.on('error', () => resolve(null));
      onward.end(body);
    });
  }

  #tunnel(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const port = this.#deps.random.pick(this.#deps.hubPorts());
    if (this.#offline || port === undefined) return void client.destroy();
    const hub = connect(port, '127.0.0.1');
    const lines = Object.entries(request.headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value) => `${name}: ${value}`),
    );
    hub.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    hub.write(head);
    const tunnel = new Tunnel(client, hub, () => this.weather.delayMs(this.#deps.random));
    this.#tunnels.add(tunnel);
    tunnel.ended.then(
      () => this.#tunnels.delete(tunnel),
      () => undefined,
    );
  }
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
