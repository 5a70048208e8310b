import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Attachment } from '#shared/domain/attachment.ts';
import { idSchema, type Id } from '#shared/domain/ids.ts';
import type { Tx } from '../../db/transaction.ts';
import { fileForVisitor } from '../../files/access.ts';
import { attachable } from '../../files/attach.ts';
import { broughtSoFar, type FileRow, type Uploader } from '../../files/rows.ts';
import { sendContent, sendPreview } from '../../files/serve.ts';
import { uploadRoutes } from '../../files/uploads.ts';
import { HttpError } from '../../http/errors.ts';
import { createLimiter } from '../../lib/limiter.ts';
import type { ChannelHub } from '../channel.ts';
import { FILES } from './descriptions.ts';
import type { Guard } from './guard.ts';
import type { SiteChat } from './settings.ts';

const MOST_FILES_PER_DAY = 200;
const UPLOADS_PER_MINUTE = 30;

/** A visitor's files, under `/chat/:channelId`. */
export function chatFileRoutes(hub: ChannelHub, guard: Guard) {
  const { db, store } = hub.files;
  const mostBytes = hub.config.CHAT_FILES_MB_PER_DAY * 1e6;
  const unlimited = hub.config.RATE_LIMITS === 'off';
  const limiter = createLimiter(unlimited ? Infinity : UPLOADS_PER_MINUTE, 60_000, () => hub.now());

  async function find(request: FastifyRequest): Promise<FileRow | undefined> {
    const visitor = await guard.visitorOf(request);
    const id = idSchema.safeParse((request.params as { id?: unknown }).id);
    if (!id.success) return undefined;
    return await fileForVisitor(db, visitor.id, { workspaceId: visitor.workspace_id, fileId: id.data });
  }

  return async (app: FastifyInstance): Promise<void> => {
    await app.register(
      uploadRoutes(hub.files, {
        async uploaderOf(request): Promise<Uploader> {
          const visitor = await guard.visitorOf(request);
          return { kind: 'visitor', workspaceId: visitor.workspace_id, id: visitor.id };
        },
        async admit(uploader, size) {
          const wait = limiter.take(uploader.id);
          if (wait > 0) throw new HttpError('too_many_requests', 'Too many files at once', wait);
          const { today } = await broughtSoFar(db, uploader);
          if (today.bytes + size > mostBytes || today.files >= MOST_FILES_PER_DAY) {
            throw new HttpError('too_many_requests', 'Too many files for one day', 3600);
          }
        },
      }),
    );
    app.get('/files/:id', FILES, async (request, reply) =>
      sendContent(store, await find(request), request, reply),
    );
    app.get('/files/:id/preview', FILES, async (request, reply) =>
      sendPreview(store, await find(request), reply),
    );
  };
}

/** The files of a message that a visitor writes: his own, whole, and in no other message. @throws HttpError */
export function filesOf(chat: SiteChat, visitorId: string, ids: readonly Id[]) {
  const uploader: Uploader = { kind: 'visitor', workspaceId: chat.workspaceId, id: visitorId };
  return async (tx: Tx): Promise<Attachment[]> => {
    const found = await attachable(tx.db, uploader, ids);
    if (!found.ok) throw new HttpError('bad_request', 'A file is not here whole; send it again');
    return found.attachments;
  };
}
