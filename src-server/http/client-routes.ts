/** The browser edition of the operator's client, at `/app/`. */
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { HttpContext } from './context.ts';
import { projectFolder } from '../lib/project.ts';

const POLICY = [
  "default-src 'none'",
  // Local search is SQLite in WebAssembly; this word allows compiling that and no `eval`.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "manifest-src 'self'",
  // One client works with hubs at several addresses.
  "connect-src 'self' http: https: ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Files with a hash of their content in the name never change. */
const HASHED = /[\\/]assets[\\/]/;
const NOT_BUILT =
  '<!doctype html><meta charset="utf-8"><title>Otklik</title><p>The client is not built yet: run <code>npm run build</code>.';

export function clientRoutes(context: HttpContext): FastifyPluginAsync {
  const folder = path.resolve(context.config.CLIENT_DIR || projectFolder('dist/renderer'));
  return async (app) => {
    const schema = { hide: true };
    if (!existsSync(path.join(folder, 'index.html'))) {
      app.get('/*', { schema }, (_request, reply) => reply.code(503).type('text/html').send(NOT_BUILT));
      return;
    }
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, file) => {
        void reply.header('content-security-policy', POLICY);
        void reply.header(
          'cache-control',
          HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
    // Addresses inside the client are pages of its own making; a missing file stays missing.
    app.setNotFoundHandler((request, reply) => {
      if (request.method === 'GET' && isPage(request.url)) return sendIndex(reply);
      return reply
        .code(404)
        .send({ error: { code: 'not_found', message: 'There is nothing at this address' } });
    });
  };
}

function isPage(url: string): boolean {
  const [pathname = ''] = url.split('?');
  return pathname.startsWith('/app/') && !path.posix.basename(pathname).includes('.');
}

function sendIndex(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
