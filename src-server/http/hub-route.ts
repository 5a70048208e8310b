import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { hubInfoSchema, type HubInfo } from '#shared/wire/http/hub-info.ts';
import { OLDEST_CLIENT_PROTOCOL, PROTOCOL } from '#shared/wire/protocol.ts';
import type { HttpContext } from './context.ts';
import { answers } from './openapi.ts';

/** Tells a client that this is a hub, before it signs in. */
export function hubRoute(context: HttpContext): FastifyPluginAsyncZod {
  const info: HubInfo = {
    product: 'otklik-hub',
    version: context.version,
    protocol: PROTOCOL,
    oldestClientProtocol: OLDEST_CLIENT_PROTOCOL,
  };
  return async (app) => {
    const schema = {
      tags: ['hub'],
      summary: 'What is here',
      security: [],
      response: answers(hubInfoSchema, []),
    };
    app.get('/hub', { schema }, () => info);
  };
}
