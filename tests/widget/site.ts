import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody's site on another origin than the hub, with the chat's script tag in it. */
export class Site {
  readonly #server: Server;
  readonly #tag: () => string;
  port = 0;

  private constructor(tag: () => string) {
    this.#tag = tag;
    this.#server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
      const language = searchParams.get('lang') ?? 'en';
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const policy = this.#policyOf(pathname);
      if (policy !== null) response.setHeader('content-security-policy', policy);
      response.end(page(pathname, language, this.#tag()));
    });
  }

  /** @param tag the script tag, asked for with every page: the hub's address may not be known yet */
  static async start(tag: () => string): Promise<Site> {
    const site = new Site(tag);
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    site.port = (site.#server.address() as AddressInfo).port;
    return site;
  }

  /** The origin that the channel allows… */
  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** …and the same site under a name that it does not. */
  get otherOrigin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #policyOf(path: string): string | null {
    const hub = /https?:\/\/[^/"]+/.exec(this.#tag())?.[0] ?? '';
    switch (path) {
      case '/strict':
        // As strict as a site can be that still wants the chat: no inline styles, no markup made from strings.
        return (
          `default-src 'none'; script-src ${hub}; connect-src ${hub} ${hub.replace('http', 'ws')}; ` +
          `require-trusted-types-for 'script'; trusted-types 'none'`
        );
      case '/no-sockets':
        return `connect-src ${hub}`;
      case '/no-hub':
        return `connect-src 'self'`;
      default:
        return null;
    }
  }
}

/** A site whose rules reach for everything. */
const HOSTILE = `
  * { all: unset !important; font-size: 50px !important; color: hotpink !important; }
  div { display: none !important; }
  button, textarea, section, otklik-chat, html > * { visibility: hidden !important; opacity: 0.1 !important; transform: scale(3) !important; }
  html { font-size: 300%; letter-spacing: 2em; text-transform: uppercase; direction: rtl; line-height: 9; }
  body { transform: translateX(-500px); filter: blur(4px); overflow: hidden; }
`;

function page(path: string, language: string, tag: string): string {
  const style = path === '/hostile' ? `<style>${HOSTILE}</style>` : '';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>Site ${path}</title>${style}</head>
    <body><main><h1>Somebody’s site</h1><p>Page ${path}</p><p><a href="/second">Second page</a></p>
    <label>Search <input id="search"></label></main>${tag}${path === '/twice' ? tag : ''}</body></html>`;
}
