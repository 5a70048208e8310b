import type { FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import type { HttpContext } from './context.ts';

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
    app.get('/metrics', { schema }, async (_request, reply) => {
      void reply.type(context.metrics.registry.contentType);
      return await context.metrics.registry.metrics();
    });
  };
}
