/** The hub's web server: what is registered, in order. */
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { clientRoutes } from './client-routes.ts';
import { boundClosing } from './closing.ts';
import type { HttpContext } from './context.ts';
import { handleErrors, HttpError } from './errors.ts';
import { clientErrorHandler, frameworkErrors } from './early-errors.ts';
import { checkProtocol, isWelcome } from './guards.ts';
import { healthRoutes } from './health-routes.ts';
import { hubRoute } from './hub-route.ts';
import { intentsRoute } from './intents-route.ts';
import { liveRoute } from './live-route.ts';
import { describeApi } from './openapi.ts';
import { sessionRoutes } from './session-routes.ts';
import { syncRoutes } from './sync-routes.ts';

const BODY_LIMIT = 256 * 1024;
/** A hello with its token and cursor is far smaller; nothing else is larger. */
const MAX_SOCKET_PAYLOAD = 16 * 1024;
const REQUEST_MS = 30_000;

export async function createServer(context: HttpContext, log: FastifyBaseLogger): Promise<FastifyInstance> {
  const hops = context.config.TRUST_PROXY;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MS,
    // Counted from the hub: what a client itself wrote into X-Forwarded-For stands further out and counts for nothing.
    trustProxy: hops > 0 && ((_address, hop) => hop < hops),
    forceCloseConnections: 'idle',
    frameworkErrors,
    clientErrorHandler,
  });
  boundClosing(app);
  app.decorateRequest('signed', null);
  app.setValidatorCompiler(validatorCompiler);
  // What goes out is our own and typed; the schemas of responses describe it, and tests hold it against them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  handleErrors(app);
  measure(app, context);
  await app.register(helmet, {
    // Each kind of page sets its own policy; what is no page needs none.
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: context.config.PUBLIC_URL?.startsWith('https:') ? {} : false,
  });
  await app.register(websocket, { options: { maxPayload: MAX_SOCKET_PAYLOAD } });
  app.addHook('onRequest', async (request) => {
    if (request.ws && !request.routeOptions.url?.endsWith('/live')) {
      throw new HttpError('bad_request', 'There is no socket at this address');
    }
  });
  await describeApi(app, context.version);
  await app.register(healthRoutes(context));
  await app.register(apiRoutes(context), { prefix: '/api' });
  for (const channel of context.channels) {
    await app.register(async (scope) => {
      await channel.register?.(scope);
    });
  }
  for (const address of ['/', '/app']) {
    app.get(address, { schema: { hide: true } }, (_request, reply) => reply.redirect('/app/'));
  }
  await app.register(clientRoutes(context), { prefix: '/app' });
  return app;
}

function apiRoutes(context: HttpContext) {
  return async (plain: FastifyInstance): Promise<void> => {
    const app = plain.withTypeProvider<ZodTypeProvider>();
    await app.register(cors, {
      delegator: (request, done) => {
        const { origin, host } = request.headers;
        done(null, {
          origin: isWelcome(origin, host, context.config),
          methods: ['GET', 'POST', 'DELETE'],
          allowedHeaders: ['authorization', 'content-type', PROTOCOL_HEADER],
          exposedHeaders: ['retry-after'],
          maxAge: 600,
        });
      },
    });
    app.addHook('onRequest', async (request) => {
      const { origin, host } = request.headers;
      if (!isWelcome(origin, host, context.config)) {
        throw new HttpError('wrong_origin', `Pages of ${origin} may not use this hub; see CLIENT_ORIGINS`);
      }
      checkProtocol(request);
    });
    await app.register(hubRoute(context));
    await app.register(sessionRoutes(context));
    await app.register(syncRoutes(context));
    await app.register(intentsRoute(context));
    liveRoute(app, context);
  };
}

/** Counts every request, and writes it down for those who look closely; by its route, never by its address. */
function measure(app: FastifyInstance, context: HttpContext): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    context.metrics.requests.observe(labels, reply.elapsedTime / 1000);
    request.log.debug({ ...labels, ms: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
}
