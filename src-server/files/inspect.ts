import type { Readable } from 'node:stream';
import { typeOf, HEAD_BYTES } from './kinds.ts';
import { remakePicture } from './picture.ts';
import type { Facts, FileRow } from './rows.ts';
import type { FileKey, FileStore } from './store.ts';

/** Finds out what a file is, by nothing but its bytes, and makes its small picture. */
export async function inspect(store: FileStore, key: FileKey, row: FileRow): Promise<Facts> {
  const size = Number(row.size);
  const head = size === 0 ? Buffer.alloc(0) : await headOf(store, key, size);
  const { mime, kind } = await typeOf(head, row.purpose === 'voice');
  const plain = { mime, width: null, height: null, durationMs: null, preview: false };
  if (kind === 'voice') return { ...plain, kind, durationMs: row.duration_ms };
  if (kind !== 'image') return { ...plain, kind };
  const picture = await remakePicture(() => store.read(key));
  // Nothing that we cannot show ourselves is shown to anybody.
  if (!picture) return { ...plain, kind: 'other' };
  await store.writePreview(key, picture.preview);
  return { ...plain, kind, width: picture.width, height: picture.height, preview: true };
}

async function headOf(store: FileStore, key: FileKey, size: number): Promise<Buffer> {
  return await bytesOf(store.read(key, { start: 0, end: Math.min(HEAD_BYTES, size) - 1 }));
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
