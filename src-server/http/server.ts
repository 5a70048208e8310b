/** The hub's web server: what is registered, in order. */
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { adminRoutes } from './admin-routes.ts';
import { archiveRoute } from './archive-route.ts';
import { clientRoutes } from './client-routes.ts';
import { boundClosing } from './closing.ts';
import type { HttpContext } from './context.ts';
import { handleErrors, HttpError } from './errors.ts';
import { clientErrorHandler, frameworkErrors } from './early-errors.ts';
import { checkProtocol, isWelcome } from './guards.ts';
import { healthRoutes } from './health-routes.ts';
import { hubRoute } from './hub-route.ts';
import { intentsRoute } from './intents-route.ts';
import { loadsRoute } from './loads-route.ts';
import { liveRoute } from './live-route.ts';
import { describeApi } from './openapi.ts';
import { codeOf } from '../lib/errors.ts';
import { fileLinkRoute, fileRoutes } from '../files/routes.ts';
import { TUS_REQUEST_HEADERS, TUS_RESPONSE_HEADERS } from '../files/uploads.ts';
import { searchRoute } from '../search/search-route.ts';
import { tableRoute } from '../table/table-route.ts';
import { sessionRoutes } from './session-routes.ts';
import { contactRoutes, contactTalkRoutes } from './contact-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { syncRoutes } from './sync-routes.ts';
import { talkRoutes } from './talk-routes.ts';

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
  await app.register(websocket, {
    options: { maxPayload: MAX_SOCKET_PAYLOAD },
    errorHandler: (error, socket, request) => {
      // What a peer does to its socket is no failure of the hub: strangers must not be able to fill the log with errors.
      const theirs = /^(WS_ERR_|ECONN|EPIPE|ETIMEDOUT)/.test(codeOf(error) ?? '');
      request.log[theirs ? 'debug' : 'error']({ err: error }, 'a socket failed');
      socket.terminate();
    },
  });
  app.addHook('onRequest', async (request) => {
    if (request.ws && !request.routeOptions.url?.endsWith('/live')) {
      throw new HttpError('bad_request', 'There is no socket at this address');
    }
  });
  await describeApi(app, context.version);
  await app.register(healthRoutes(context));
  await app.register(apiRoutes(context), { prefix: '/api' });
  await app.register(fileLinkRoute(context));
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
          methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
          allowedHeaders: ['authorization', 'content-type', PROTOCOL_HEADER, ...TUS_REQUEST_HEADERS],
          exposedHeaders: ['retry-after', ...TUS_RESPONSE_HEADERS],
          maxAge: 600,
        });
      },
    });
    app.addHook('onRequest', async (request, reply) => {
      // Texts of clients and tokens: no browser and no proxy may keep a copy of them.
      reply.header('cache-control', 'no-store');
      const { origin, host } = request.headers;
      if (!isWelcome(origin, host, context.config)) {
        // Who asks whether this is a hub may read why it is none for him: that reveals nothing.
        if (origin !== undefined && request.routeOptions.url === '/api/hub')
          reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
        throw new HttpError('wrong_origin', `Pages of ${origin} may not use this hub; see CLIENT_ORIGINS`);
      }
      checkProtocol(request);
    });
    await app.register(hubRoute(context));
    await app.register(sessionRoutes(context));
    await app.register(syncRoutes(context));
    await app.register(talkRoutes(context));
    await app.register(contactRoutes(context));
    await app.register(contactTalkRoutes(context));
    await app.register(messageRoutes(context));
    await app.register(archiveRoute(context));
    await app.register(intentsRoute(context));
    await app.register(fileRoutes(context));
    await app.register(searchRoute(context));
    await app.register(tableRoute(context));
    await app.register(loadsRoute(context));
    await app.register(adminRoutes(context));
    liveRoute(app, context);
  };
}

/** Counts every request, and writes it down for those who look closely; by its route, never by its address. */
function measure(app: FastifyInstance, context: HttpContext): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    context.metrics.requests.observe(labels, reply.elapsedTime / 1000);
    if (reply.statusCode === 429) context.metrics.rateLimited.inc({ route });
    request.log.debug({ ...labels, ms: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
}
