import type { DataStore, KvStore } from '@tus/server';
import type { Readable } from 'node:stream';

/** One file in the store: the workspace and the file's id. */
export interface FileKey {
  workspaceId: string;
  fileId: string;
}

/** Where the bytes lie: on the disk of the hub, later elsewhere. What is known about them is in the database. */
export interface FileStore {
  /** Bytes that are there; null when nothing is. */
  size(key: FileKey): Promise<number | null>;
  /** @param range both ends belong to it */
  read(key: FileKey, range?: { start: number; end: number }): Readable;
  /** The small picture, which replaces one that is there. */
  writePreview(key: FileKey, bytes: Buffer): Promise<void>;
  readPreview(key: FileKey): Readable;
  /**
   * The same bytes under another key, with the small picture if there is one. What is there already stays.
   * @returns whether the picture came too; null when the bytes are not there
   */
  copy(from: FileKey, to: FileKey, withPreview: boolean): Promise<{ preview: boolean } | null>;
  /** The file and its small picture. What is not there is no error. */
  remove(key: FileKey): Promise<void>;
  /** The same as a place for uploads; `uploads` keeps what is known of each. */
  receiver(uploads: KvStore): DataStore;
}

/** The name of a file in the store, made of ids only. */
export function nameOf({ workspaceId, fileId }: FileKey): string {
  return `${workspaceId}.${fileId}`;
}

/** @throws when it is no such name */
export function keyOf(name: string): FileKey {
  const [workspaceId, fileId] = name.split('.');
  if (workspaceId === undefined || fileId === undefined) throw new Error(`Not a file of the store: ${name}`);
  return { workspaceId, fileId };
}
