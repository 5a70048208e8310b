/** One origin for the benchmark's page: its files, rows for floors and peers, and an echo. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import type { Message } from '#shared/domain/message.ts';
import { couchAnswer, type CouchRows } from './couch.ts';

/** As the product's own page is served: code that is made at run time (zod's, where it may) is not measured either. */
const POLICY = "script-src 'self' 'wasm-unsafe-eval'";

const TYPES: Readonly<Record<string, string>> = {
  '.wasm': 'application/wasm',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Messages in one answer; also the batch of the peers. */
export const ROWS_PER_PAGE = 1_000;

export class PageServer {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #files: string;
  #pages: readonly Buffer[] = [];
  #couch: CouchRows = { docs: [], byId: new Map() };

  private constructor(files: string) {
    this.#files = files;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    this.#sockets = new WebSocketServer({ server: this.#server, path: '/echo' });
    this.#sockets.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
  }

  static async start(files: string): Promise<PageServer> {
    const page = new PageServer(files);
    await new Promise<void>((resolve) => page.#server.listen(0, '127.0.0.1', resolve));
    return page;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get pages(): number {
    return this.#pages.length;
  }

  /** What floors and peers get. Serialised ahead: their figures are not to suffer from a slow server. */
  serveRows(messages: readonly Message[]): void {
    const pages: Buffer[] = [];
    for (let i = 0; i < messages.length; i += ROWS_PER_PAGE) {
      pages.push(Buffer.from(JSON.stringify(messages.slice(i, i + ROWS_PER_PAGE))));
    }
    this.#pages = pages;
    const docs = messages.map((message) => {
      const rev = message.id.replaceAll('-', '');
      const { id, ...fields } = message;
      const doc = { _id: id, _rev: `1-${rev}`, _revisions: { start: 1, ids: [rev] }, ...fields };
      return { id, rev: `1-${rev}`, json: JSON.stringify(doc) };
    });
    this.#couch = { docs, byId: new Map(docs.map((doc) => [doc.id, doc])) };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    response.setHeader('content-security-policy', POLICY);
    const rows = /^\/rows\/(\d+)$/.exec(url.pathname);
    if (rows) {
      response.setHeader('content-type', 'application/json');
      response.end(this.#pages[Number(rows[1])] ?? '[]');
    } else if (url.pathname.startsWith('/couch/')) {
      const { status, json } = couchAnswer(this.#couch, request.method ?? 'GET', url, await bodyOf(request));
      response.writeHead(status, { 'content-type': 'application/json' }).end(json);
    } else await this.#file(url.pathname, response);
  }

  async #file(pathname: string, response: ServerResponse): Promise<void> {
    const file = path.join(this.#files, path.normalize(pathname === '/' ? '/index.html' : pathname));
    const content = await readFile(file).catch(() => null);
    if (content === null) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
        .end(content);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
