import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { PROTOCOL_HEADER } from '#shared/wire/protocol.ts';

/** Responses of a route for its description: the good one and the errors it may answer. */
export function answers(
  good: z.core.$ZodType,
  errors: readonly (400 | 401 | 403 | 404 | 409 | 410 | 413 | 429)[],
  status: 200 | 201 | 204 = 200,
): Record<number, z.core.$ZodType> {
  const table: Record<number, z.core.$ZodType> = { [status]: good };
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

/** Our mark, as in build/icons, beside our name: the top bar is dark. */
const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="40" height="40" fill="none">
<rect width="64" height="64" rx="15" fill="#178a7d"/>
<g transform="translate(9.3 9.3) scale(1.42)" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round">
<path d="M7.2 24.4A12 12 0 1 1 16 28H5z" stroke="#fff"/>
<path d="M20 21h-4.5a4.25 4.25 0 0 1 0-8.5h6m-3.2-3.5 3.2 3.5-3.2 3.5" stroke="#8ff0dd"/></g></svg>`;

/** `/api/openapi.json`, made from the schemas that requests are parsed with, and `/api/docs` to read it. No outside addresses. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Otklik hub',
        version,
        description:
          'Operators read a snapshot, follow the live socket `/api/live` from its cursor, and act by intents. ' +
          'Visitors of a site chat write and read under `/chat/{channelId}`; its socket is `/chat/{channelId}/live`. ' +
          `Clients say which protocol they speak in the header ${PROTOCOL_HEADER}.`,
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'From POST /api/session' },
          visitor: {
            type: 'http',
            scheme: 'bearer',
            description: 'From POST /chat/{channelId}/visitors',
          },
        },
      },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { tryItOutEnabled: false },
    logo: { type: 'image/svg+xml', content: Buffer.from(MARK), href: '/api/docs/' },
    theme: {
      title: 'Otklik hub API',
      favicon: [{ filename: 'favicon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: MARK }],
    },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
