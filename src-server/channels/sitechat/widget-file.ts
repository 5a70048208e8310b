import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { HttpError } from '../../http/errors.ts';

interface Script {
  body: Buffer;
  gzipped: Buffer;
  etag: string;
  changedMs: number;
}

/**
 * `/widget.js`, and its further parts. Sites include it by an address without a version, so browsers may keep it for minutes only and then ask by
 * ETag; a hub that was updated is thus on all sites soon.
 * @param path the built script
 */
export function widgetFile(path: string, address: string) {
  let kept: Script | null = null;

  async function load(): Promise<Script> {
    const changedMs = await stat(path).then(
      (file) => file.mtimeMs,
      () => null,
    );
    if (changedMs === null) {
      throw new HttpError('not_found', 'The widget is not built; run "npm run build" beside the hub');
    }
    if (kept?.changedMs === changedMs) return kept;
    const body = await readFile(path);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    kept = { body, gzipped: gzipSync(body, { level: 9 }), etag, changedMs };
    return kept;
  }

  return (app: FastifyInstance): void => {
    app.get(address, { schema: { hide: true } }, async (request, reply) => {
      const script = await load();
      reply.headers({
        etag: script.etag,
        vary: 'Accept-Encoding',
        'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
        'content-type': 'text/javascript; charset=utf-8',
        // It is there to be included by other sites, with `crossorigin` and integrity checks if they like.
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      });
      const known = (request.headers['if-none-match'] ?? '')
        .split(',')
        .map((tag) => tag.trim().replace(/^W\//, ''));
      if (known.includes(script.etag)) return await reply.code(304).send();
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return await reply.send(script.body);
      return await reply.header('content-encoding', 'gzip').send(script.gzipped);
    });
  };
}
