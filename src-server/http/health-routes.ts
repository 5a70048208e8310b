import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { isLoopback } from '../lib/network.ts';
import type { HttpContext } from './context.ts';
import { HttpError } from './errors.ts';

/** For those who watch over the hub: alive, ready, numbers. */
export function healthRoutes(context: HttpContext): FastifyPluginAsync {
  return async (app) => {
    const schema = { hide: true };
    app.get('/healthz', { schema }, () => ({ status: 'alive' }));
    app.get('/readyz', { schema }, async (_request, reply) => {
      try {
        await sql`select 1 from migrations limit 1`.execute(context.db);
        return { status: 'ready' };
      } catch (error) {
        context.pool.log.debug({ err: error }, 'not ready');
        return reply.code(503).send({ status: 'the database cannot be reached' });
      }
    });
    app.get('/metrics', { schema }, async (request, reply) => {
      if (!mayRead(request, context.config.METRICS_TOKEN)) {
        throw new HttpError(
          'forbidden',
          'The numbers are for the hub’s own machine, or for who has METRICS_TOKEN',
        );
      }
      void reply.type(context.metrics.registry.contentType);
      return await context.metrics.registry.metrics();
    });
  };
}

/** Headers by which a proxy tells of whom it speaks for: then a local peer is not who asks. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const { headers, raw } = request;
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined && given !== undefined && isEqual(given, token)) return true;
  return isLoopback(raw.socket.remoteAddress ?? '') && FORWARDED.every((name) => headers[name] === undefined);
}

/** Takes the same time wherever they differ. */
function isEqual(a: string, b: string): boolean {
  const [one, two] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && two !== undefined && timingSafeEqual(one, two);
}
