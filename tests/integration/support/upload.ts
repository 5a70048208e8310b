import { deflateSync, crc32 } from 'node:zlib';
import { newId } from '#server/lib/ids.ts';
import type { Attachment } from '#shared/domain/attachment.ts';

type Ask = (
  path: string,
  init: { method: string; headers: Record<string, string>; body?: Uint8Array<ArrayBuffer> },
) => Promise<Response>;

const TUS = { 'tus-resumable': '1.0.0' };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

export interface Sample {
  id: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  purpose?: 'voice';
}

export const sample = (name: string, bytes: Uint8Array | string): Sample => ({
  id: newId(),
  name,
  bytes: new Uint8Array(Buffer.from(bytes as Uint8Array)),
});

/** An upload as tus describes it, step by step. */
export function tus(ask: Ask) {
  return {
    begin: (file: Sample, size = file.bytes.length) => {
      const meta = [`id ${base64(file.id)}`, `name ${base64(file.name)}`];
      if (file.purpose) meta.push(`purpose ${base64(file.purpose)}`);
      return ask('/files/uploads', {
        method: 'POST',
        headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': meta.join(',') },
      });
    },
    /** @returns how much is there */
    async offset(id: string): Promise<number | null> {
      const response = await ask(`/files/uploads/${id}`, { method: 'HEAD', headers: TUS });
      return response.ok ? Number(response.headers.get('upload-offset')) : null;
    },
    bytes: (id: string, offset: number, body: Uint8Array<ArrayBuffer>) =>
      ask(`/files/uploads/${id}`, {
        method: 'PATCH',
        headers: {
          ...TUS,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        body,
      }),
    async whole(file: Sample): Promise<Sample> {
      const begun = await this.begin(file);
      if (begun.status !== 201) throw new Error(`Not begun: ${begun.status} ${await begun.text()}`);
      if (file.bytes.length === 0) return file;
      const done = await this.bytes(file.id, 0, file.bytes);
      if (done.status !== 204) throw new Error(`Not taken: ${done.status} ${await done.text()}`);
      return file;
    },
  };
}

/** What a client says of a file before the hub knows better. */
export function claimed(file: Sample, more: Partial<Attachment> = {}): Attachment {
  return {
    id: file.id,
    name: file.name,
    size: file.bytes.length,
    mime: 'application/octet-stream',
    kind: 'other',
    width: null,
    height: null,
    durationMs: null,
    preview: 'none',
    ...more,
  };
}

/** A grey PNG of any size; its rows are all alike, so that a huge one is a small file. */
export function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(8 + body.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), 4 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x55);
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}
