import { create as disposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse as parseRange } from 'range-parser';
import { HttpError } from '../http/errors.ts';
import type { FileRow } from './rows.ts';
import type { FileKey, FileStore } from './store.ts';

/** Types that a browser may know by their name: it shows none of them as a page. */
const HARMLESS = /^(image\/(?!svg)|audio\/|video\/|application\/pdf$)/;

/** Nothing that somebody sent runs anywhere: it is saved, or played, and never a page. */
const ARMOUR = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

const keyOfRow = (row: FileRow): FileKey => ({ workspaceId: row.workspace_id, fileId: row.id });

/** Answers with the bytes as they came, or with a part of them. @throws HttpError */
export async function sendContent(
  store: FileStore,
  row: FileRow | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (row?.state !== 'ready' || row.mime === null) throw new HttpError('not_found', 'There is no such file');
  const size = Number(row.size);
  // Of a file that is shorter than it says the reader would wait for the rest without an end.
  if ((await store.size(keyOfRow(row))) !== size)
    throw new HttpError('not_found', 'The bytes of this file are lost');
  reply.headers({
    ...ARMOUR,
    'content-type': HARMLESS.test(row.mime) ? row.mime : 'application/octet-stream',
    'content-disposition': disposition(row.name),
    'accept-ranges': 'bytes',
  });
  const range = rangeOf(request.headers.range, size);
  if (range === 'outside') {
    return await reply.code(416).header('content-range', `bytes */${size}`).send();
  }
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  reply.header('content-length', range ? range.end - range.start + 1 : size);
  if (size === 0) return await reply.send('');
  return await reply.send(store.read(keyOfRow(row), range ?? undefined));
}

/** One part; several at once are answered with the whole, as the standard allows. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'outside' | null {
  if (header === undefined) return null;
  const { code, type, ranges } = parseRange(size, header);
  if (type !== 'bytes' || (code & 1) !== 0) return null;
  const [first] = ranges;
  if (!first) return size === 0 ? null : 'outside';
  return ranges.length === 1 ? first : null;
}

/** Answers with the small picture. @throws HttpError */
export async function sendPreview(
  store: FileStore,
  row: FileRow | undefined,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (row?.preview !== true) throw new HttpError('not_found', 'There is no picture of such a file');
  return await reply
    .headers({ ...ARMOUR, 'content-type': 'image/webp' })
    .send(store.readPreview(keyOfRow(row)));
}
