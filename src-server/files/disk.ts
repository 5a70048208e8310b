import { FileStore as TusFileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../lib/errors.ts';
import { nameOf, type FileKey, type FileStore } from './store.ts';

const PREVIEW = '.preview';

/** Files in one folder. Several hubs on one database have to share it. */
export function diskStore(folder: string): FileStore {
  const at = (key: FileKey): string => path.join(folder, nameOf(key));
  return {
    async size(key) {
      try {
        return (await stat(at(key))).size;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    read: (key, range) => createReadStream(at(key), range),
    async writePreview(key, bytes) {
      await mkdir(folder, { recursive: true });
      // By a new name first: nobody is shown half a picture.
      const unfinished = `${at(key)}.${process.pid}.${performance.now()}${PREVIEW}`;
      await writeFile(unfinished, bytes);
      await rename(unfinished, at(key) + PREVIEW);
    },
    readPreview: (key) => createReadStream(at(key) + PREVIEW),
    async copy(from, to, withPreview) {
      if (!(await shareFile(at(from), at(to)))) return null;
      return { preview: withPreview && (await shareFile(at(from) + PREVIEW, at(to) + PREVIEW)) };
    },
    async remove(key) {
      await rm(at(key), { force: true });
      await rm(at(key) + PREVIEW, { force: true });
    },
    receiver(uploads) {
      const store = new Receiver({ directory: folder, configstore: uploads });
      // Their lengths are known, and nobody but our own chores throws anything away.
      store.extensions = ['creation'];
      return store;
    },
  };
}

/**
 * Files are never changed once they are whole, so two names may share the bytes; where a disk cannot do that, they are copied.
 * @returns false when there is nothing to share, or something else in its place
 */
async function shareFile(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    // Begun as an upload of its own it is something else.
    if (codeOf(error) === 'EEXIST') return (await stat(from)).size === (await stat(to)).size;
    if (codeOf(error) === 'ENOENT') return false;
    const unfinished = `${to}.${process.pid}.${performance.now()}`;
    await copyFile(from, unfinished);
    await rename(unfinished, to);
  }
  return true;
}

/** Makes its folder when there is something to put into it. */
class Receiver extends TusFileStore {
  override async create(file: Upload): Promise<Upload> {
    await mkdir(this.directory, { recursive: true });
    return await super.create(file);
  }
}
