import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import {
  copyRequestSchema,
  fileLinkSchema,
  fileResponseSchema,
  type FileLink,
} from '#shared/wire/http/files.ts';
import { signedOf, type HttpContext } from '../http/context.ts';
import { HttpError } from '../http/errors.ts';
import { requireSession } from '../http/guards.ts';
import { answers } from '../http/openapi.ts';
import { createLimiter } from '../lib/limiter.ts';
import { fileForOperator } from './access.ts';
import { copyFile } from './copy.ts';
import { createLink, followLink } from './links.ts';
import { broughtSoFar, toAttachment, type FileRow, type Uploader } from './rows.ts';
import { sendContent, sendPreview } from './serve.ts';
import { uploadRoutes } from './uploads.ts';

const params = z.object({ id: idSchema });
/** What lies about in no message: whoever has more to send sends some of it first. */
const MOST_LOOSE = { bytes: 1_000_000_000, files: 500 };
const UPLOADS_PER_MINUTE = 120;

/** Operators' files, under `/api`. */
export function fileRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db, files } = context;
  const onRequest = requireSession(db, context.times);
  const admit = admission(context);
  const find = async (request: FastifyRequest): Promise<FileRow | undefined> => {
    const { workspaceId, scope } = signedOf(request);
    const { id } = request.params as z.output<typeof params>;
    return await fileForOperator(db, scope, { workspaceId, fileId: id });
  };
  const described = (summary: string, good: z.core.$ZodType) => ({
    tags: ['files'],
    summary,
    params,
    response: answers(good, [400, 401, 404]),
  });

  return async (app) => {
    await app.register(async (scope) => {
      scope.addHook('onRequest', onRequest);
      await scope.register(uploadRoutes(files, { uploaderOf, admit }));
    });

    await app.register(copyRoute(context, admit));

    app.get(
      '/files/:id',
      { onRequest, schema: described('What a file is', fileResponseSchema) },
      async (request) => {
        const row = await find(request);
        const whole = row && (await files.finish({ workspaceId: row.workspace_id, fileId: row.id }));
        const file = whole ? toAttachment(whole) : null;
        if (!file) throw new HttpError('not_found', 'There is no such file, or not all of it');
        return { file };
      },
    );
    app.get(
      '/files/:id/content',
      { onRequest, schema: { ...described('Its bytes, with Range', z.any()), produces: ['*/*'] } },
      async (request, reply) => await sendContent(files.store, await find(request), request, reply),
    );
    app.get(
      '/files/:id/preview',
      { onRequest, schema: described('A small picture of it, WebP', z.any()) },
      async (request, reply) => await sendPreview(files.store, await find(request), reply),
    );
    app.post(
      '/files/:id/link',
      { onRequest, schema: described('An address for players, for an hour', fileLinkSchema) },
      async (request): Promise<FileLink> => {
        const row = await find(request);
        if (row?.state !== 'ready' || row.kind === null)
          throw new HttpError('not_found', 'There is no such file');
        const { workspaceId, key } = signedOf(request);
        const link = await createLink(db, key, { workspaceId, fileId: row.id }, context.now());
        return { path: `/files/${link.token}`, expiresAt: link.expiresAt, kind: row.kind };
      },
    );
  };
}

function uploaderOf(request: FastifyRequest): Uploader {
  const { workspaceId, scope } = signedOf(request);
  return { kind: 'operator', workspaceId, id: scope.operatorId };
}

/** Whether somebody may bring one more file. @throws HttpError */
function admission(context: HttpContext): (uploader: Uploader) => Promise<void> {
  const { db, config } = context;
  const most = config.RATE_LIMITS === 'off' ? Infinity : UPLOADS_PER_MINUTE;
  const limiter = createLimiter(most, 60_000, () => context.now());
  return async (uploader) => {
    const wait = limiter.take(uploader.id);
    if (wait > 0) throw new HttpError('too_many_requests', 'Too many files at once', wait);
    const { loose } = await broughtSoFar(db, uploader);
    if (loose.bytes > MOST_LOOSE.bytes || loose.files > MOST_LOOSE.files) {
      throw new HttpError('too_many_requests', 'Too many files that were not sent yet', 3600);
    }
  };
}

function copyRoute(
  { db, files, times }: HttpContext,
  admit: (uploader: Uploader) => Promise<void>,
): FastifyPluginAsyncZod {
  const onRequest = requireSession(db, times);
  return async (app) => {
    app.post(
      '/files/copies',
      {
        onRequest,
        schema: {
          tags: ['files'],
          summary: 'Make a file of another one that is there',
          body: copyRequestSchema,
          response: answers(fileResponseSchema, [400, 401, 403, 404, 429]),
        },
      },
      async (request) => {
        const uploader = uploaderOf(request);
        await admit(uploader);
        const copied = await copyFile(files, signedOf(request).scope, uploader, request.body);
        if (copied.kind === 'taken')
          throw new HttpError('forbidden', 'This id is already that of another file');
        const file = copied.kind === 'copied' ? toAttachment(copied.row) : null;
        if (!file) throw new HttpError('not_found', 'There is no such file, or not all of it');
        return { file };
      },
    );
  };
}

/** `/files/:token`: what players read, apart from the API. */
export function fileLinkRoute(context: HttpContext) {
  const { db, times, files } = context;
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/files/:token', { schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      const { token } = request.params as { token: string };
      return await sendContent(
        files.store,
        await followLink(db, times, token, context.now()),
        request,
        reply,
      );
    });
  };
}
