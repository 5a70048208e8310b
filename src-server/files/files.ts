import { Server, type KvStore, type Upload } from '@tus/server';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { Logger } from 'pino';
import { MAX_FILE_BYTES } from '#shared/domain/channel-abilities.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/transaction.ts';
import { diskStore } from './disk.ts';
import { inspect } from './inspect.ts';
import { findFile, finishFile, type FileRow } from './rows.ts';
import { keyOf, nameOf, type FileKey, type FileStore } from './store.ts';

/** The hub's files: what is known of them, their bytes, and uploads in progress. */
export interface Files {
  readonly db: Db;
  readonly store: FileStore;
  /**
   * Looks at a file once all its bytes are there; repeated it changes nothing.
   * @returns its row; one that is not all there yet is still `uploading`
   */
  finish(key: FileKey): Promise<FileRow | undefined>;
  /** Answers a request of tus about one upload. Who asks was checked before. */
  takeUpload(key: FileKey, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function openFiles(db: Db, config: Pick<Config, 'DATA_DIR' | 'FILES_DIR'>, log: Logger): Files {
  const store = diskStore(path.resolve(config.FILES_DIR || path.join(config.DATA_DIR, 'files')));

  async function finish(key: FileKey): Promise<FileRow | undefined> {
    const row = await findFile(db, key);
    if (row?.state !== 'uploading' || (await store.size(key)) !== Number(row.size)) return row;
    return await finishFile(db, key, await inspect(store, key, row));
  }

  // The name of an upload in the store says whose it is; nothing in the request is believed for that.
  const names = new WeakMap<IncomingMessage, string>();
  const nameIn = (request: Request): string => {
    const { req } = (request as { runtime?: { node?: { req?: IncomingMessage } } }).runtime?.node ?? {};
    const name = req && names.get(req);
    if (name === undefined) throw new Error('An upload without a name');
    return name;
  };
  const server = new Server({
    path: '/',
    datastore: store.receiver(rowsAsUploads(db)),
    maxSize: MAX_FILE_BYTES,
    allowedOrigins: () => false,
    namingFunction: nameIn,
    getFileIdFromRequest: nameIn,
    generateUrl: (request, { id }) =>
      `${new URL(request.url).pathname.replace(/\/$/, '')}/${keyOf(id).fileId}`,
    async onUploadFinish(_request, upload) {
      // What fails here is done when its sender asks for the file.
      await finish(keyOf(upload.id)).catch((error: unknown) =>
        log.error({ err: error }, 'a file could not be looked at'),
      );
      return {};
    },
  });

  return {
    db,
    store,
    finish,
    async takeUpload(key, request, response) {
      names.set(request, nameOf(key));
      await server.handle(request, response);
    },
  };
}

/** tus asks for the length of an upload; the row of the file knows it. */
function rowsAsUploads(db: Db): KvStore {
  return {
    async get(name) {
      const row = await findFile(db, keyOf(name));
      return row && ({ id: name, size: Number(row.size), offset: 0 } as Upload);
    },
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
}
