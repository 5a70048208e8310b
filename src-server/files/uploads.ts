import { Metadata } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_FILE_BYTES } from '#shared/domain/channel-abilities.ts';
import { idSchema } from '#shared/domain/ids.ts';
import { uploadMetadataSchema, type UploadMetadata } from '#shared/wire/http/files.ts';
import { HttpError } from '../http/errors.ts';
import type { Files } from './files.ts';
import { beginFile, broughtBy, findFile, type Uploader } from './rows.ts';

/** Headers of tus that pages of other origins have to be allowed to send and to read. */
export const TUS_REQUEST_HEADERS = ['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset'];
export const TUS_RESPONSE_HEADERS = ['location', 'tus-resumable', 'upload-length', 'upload-offset'];

const BYTES = 'application/offset+octet-stream';

export interface UploadRoutes {
  /** @throws HttpError when nobody is known */
  uploaderOf(this: void, request: FastifyRequest): Promise<Uploader> | Uploader;
  /** Whether somebody may bring so much more. @throws HttpError */
  admit(this: void, uploader: Uploader, size: number): Promise<void>;
}

/** Resumable uploads (tus) under `/files/uploads` of a scope; described in `wire/http/files`. */
export function uploadRoutes(files: Files, { uploaderOf, admit }: UploadRoutes) {
  const schema = { hide: true };
  return async (app: FastifyInstance): Promise<void> => {
    // Read by the store as it comes, whatever its length.
    app.addContentTypeParser(BYTES, (_request, _payload, done) => done(null));

    app.post('/files/uploads', { schema }, async (request, reply) => {
      const uploader = await uploaderOf(request);
      const size = lengthOf(request);
      const meta = metadataOf(request);
      const key = { workspaceId: uploader.workspaceId, fileId: meta.id };
      const known = await findFile(files.db, key);
      if (!known) {
        await admit(uploader, size);
        await beginFile(files.db, uploader, meta, size);
      }
      // Asked again, or by somebody else with the same id at the same time.
      const row = await findFile(files.db, key);
      if (!row || !broughtBy(row, uploader) || Number(row.size) !== size) {
        throw new HttpError('forbidden', 'This id is already that of another file');
      }
      if ((await files.store.size(key)) === null) return await take(request, reply, meta.id, uploader);
      reply.header('tus-resumable', '1.0.0').header('location', `${request.url.split('?')[0]}/${meta.id}`);
      return await reply.code(201).send();
    });

    app.route({
      method: ['HEAD', 'PATCH'],
      url: '/files/uploads/:id',
      schema,
      handler: async (request, reply) => {
        const uploader = await uploaderOf(request);
        const id = idSchema.safeParse((request.params as { id?: unknown }).id);
        if (!id.success) throw new HttpError('not_found', 'There is no such upload');
        const row = await findFile(files.db, { workspaceId: uploader.workspaceId, fileId: id.data });
        if (!row || !broughtBy(row, uploader)) throw new HttpError('not_found', 'There is no such upload');
        return await take(request, reply, id.data, uploader);
      },
    });

    async function take(
      request: FastifyRequest,
      reply: FastifyReply,
      fileId: string,
      { workspaceId }: Uploader,
    ): Promise<FastifyReply> {
      // What hooks have said about origins and caches holds for what tus answers, too.
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined && name !== 'access-control-expose-headers') reply.raw.setHeader(name, value);
      }
      reply.hijack();
      await files.takeUpload({ workspaceId, fileId }, request.raw, reply.raw);
      return reply;
    }
  };
}

function lengthOf(request: FastifyRequest): number {
  const header = request.headers['upload-length'];
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) {
    throw new HttpError('bad_request', 'Upload-Length is missing: the length has to be known');
  }
  const size = Number(header);
  if (size > MAX_FILE_BYTES) {
    throw new HttpError('too_large', `A file may have at most ${MAX_FILE_BYTES} bytes`);
  }
  return size;
}

/** @throws HttpError 400 naming what is wrong, without repeating what was sent */
function metadataOf(request: FastifyRequest): UploadMetadata {
  const header = request.headers['upload-metadata'];
  let raw: unknown;
  try {
    raw = Metadata.parse(typeof header === 'string' ? header : '');
  } catch {
    throw new HttpError('bad_request', 'Upload-Metadata cannot be read');
  }
  const parsed = uploadMetadataSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HttpError('bad_request', `Upload-Metadata: ${issue?.path.join('.')}: ${issue?.message}`);
}
