import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { PROTOCOL_HEADER } from '#shared/wire/protocol.ts';

/** Responses of a route for its description: the good one and the errors it may answer. */
export function answers(
  good: z.ZodType,
  errors: readonly (400 | 401 | 404 | 410 | 413 | 429)[],
  status: 200 | 204 = 200,
): Record<number, z.ZodType> {
  const table: Record<number, z.ZodType> = { [status]: good };
  for (const error of errors) table[error] = apiErrorSchema;
  return table;
}

/** The plugin's own names outside addresses, and makes the page unusable where the hub is reached by plain http. */
const DOCS_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/api/openapi.json`, made from the schemas that requests are parsed with, and `/api/docs` to read it. No outside addresses. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Otklik hub',
        version,
        description:
          'Operators read a snapshot, follow the live socket from its cursor, and act by intents. ' +
          `Clients say which protocol they speak in the header ${PROTOCOL_HEADER}.`,
      },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'From POST /api/session' } },
      },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { tryItOutEnabled: false },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
