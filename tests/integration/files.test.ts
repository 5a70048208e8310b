import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '#server/hub.ts';
import { diskStore } from '#server/files/disk.ts';
import { pruneFiles } from '#server/files/prune.ts';
import { openPool } from '#server/db/pool.ts';
import { createLog } from '#server/lib/log.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import { messagePageSchema } from '#shared/domain/bundle.ts';
import { fileLinkSchema, fileResponseSchema } from '#shared/wire/http/files.ts';
import { eventually, Operator, Visitor, World } from './sitechat-world.ts';
import { claimed, png, sample, tus, type Sample } from './support/upload.ts';

let world: World;
let hub: Hub;
let folder: string;
let anna: Operator;
let vera: Operator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otklik-files-'));
  world = await World.start();
  hub = await world.hub({ RATE_LIMITS: 'off', FILES_DIR: folder, CHAT_FILES_MB_PER_DAY: '1' });
  anna = await Operator.signIn(hub, 'anna');
  vera = await Operator.signIn(hub, 'admin');
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

const byOperator = (operator: Operator) => tus((path, init) => operator.request(path, init));
const byVisitor = (visitor: Visitor) => tus((path, init) => visitor.request(path, init));
const infoOf = async (operator: Operator, id: string): Promise<Attachment> =>
  fileResponseSchema.parse(await (await operator.request(`/files/${id}`)).json()).file;

async function talk(): Promise<{ visitor: Visitor; dialogId: string }> {
  const visitor = await Visitor.create(hub);
  const { id } = await visitor.say('hello');
  const { rows } = await world.pool.query<{ dialog_id: string }>(
    'select dialog_id from messages where id = $1',
    [id],
  );
  return { visitor, dialogId: rows[0]?.dialog_id ?? '' };
}

const send = (
  operator: Operator,
  dialogId: string,
  attachments: Attachment[],
  visibility: 'public' | 'hidden' = 'public',
  text = '',
) => operator.do('message.send', { dialogId, text, attachments, visibility, afterSeq: null });

async function lastMessage(dialogId: string) {
  const response = await anna.request(`/dialogs/${dialogId}/messages`);
  const message = messagePageSchema.parse(await response.json()).messages.at(-1);
  if (message?.body.kind !== 'text') throw new Error('No text');
  return { ...message, body: message.body };
}

describe('what a file is', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const PDF = '%PDF-1.7\n%âãÏÓ\n1 0 obj\n';
  it.each([
    ['photo.jpg', SVG, 'text', 'text/plain'],
    ['page.png', '<!doctype html><script>alert(1)</script>', 'text', 'text/plain'],
    ['notes.exe', 'Просто текст', 'text', 'text/plain'],
    ['picture.png', PDF, 'pdf', 'application/pdf'],
    ['report.pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), 'other', 'application/x-msdownload'],
    ['empty.png', '', 'text', 'text/plain'],
  ])('is told by its bytes: %s', async (name, bytes, kind, mime) => {
    const file = await byOperator(anna).whole(sample(name, bytes));
    expect(await infoOf(anna, file.id)).toMatchObject({ name, kind, mime, preview: 'none' });
    const content = await anna.request(`/files/${file.id}/content`);
    expect(content.headers.get('content-type')).toBe(
      kind === 'pdf' ? 'application/pdf' : 'application/octet-stream',
    );
    expect(content.headers.get('x-content-type-options')).toBe('nosniff');
    expect(content.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(content.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await content.arrayBuffer())).toEqual(Buffer.from(bytes));
    expect((await anna.request(`/files/${file.id}/preview`)).status).toBe(404);
  });

  it('a picture is made anew for showing, turned, small and without what was written about it', async () => {
    const exif = { IFD0: { Orientation: '6', Copyright: 'Somebody', Artist: 'At home' } };
    const bytes = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#a33' } })
      .jpeg()
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const file = await byOperator(anna).whole(sample('../photo.txt', bytes));
    expect(await infoOf(anna, file.id)).toMatchObject({
      name: '_photo.txt',
      kind: 'image',
      mime: 'image/jpeg',
      width: 1000,
      height: 3000,
      preview: 'ready',
    });
    const preview = await anna.request(`/files/${file.id}/preview`);
    expect(preview.headers.get('content-type')).toBe('image/webp');
    const { width, height, exif: left, format } = await sharp(await preview.arrayBuffer()).metadata();
    expect({ width, height, left, format }).toEqual({
      width: 427,
      height: 1280,
      left: undefined,
      format: 'webp',
    });
  });

  it('a picture that is huge when unpacked is never unpacked', async () => {
    const file = await byOperator(anna).whole(sample('bomb.png', png(20_000, 10_000)));
    expect(await infoOf(anna, file.id)).toMatchObject({ kind: 'other', mime: 'image/png', preview: 'none' });
    const broken = await byOperator(anna).whole(sample('broken.png', png(50, 50).slice(0, 60)));
    expect(await infoOf(anna, broken.id)).toMatchObject({ kind: 'other', preview: 'none' });
  });

  it('"spoken" is believed of a sound only', async () => {
    const webm = new Uint8Array([
      0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0xf7, 0x81, 1, 0x42, 0xf2, 0x81, 4, 0x42, 0xf3,
      0x81, 8, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d,
    ]);
    const voice = await byOperator(anna).whole({ ...sample('v.webm', webm), purpose: 'voice' });
    expect(await infoOf(anna, voice.id)).toMatchObject({ kind: 'voice', mime: 'video/webm' });
    const lie = await byOperator(anna).whole({ ...sample('v.webm', png(4, 4)), purpose: 'voice' });
    expect(await infoOf(anna, lie.id)).toMatchObject({ kind: 'image' });
  });
});

describe('an upload', () => {
  it('goes on where it was cut, on another hub, and begun again changes nothing', async () => {
    const second = await world.hub({ RATE_LIMITS: 'off', FILES_DIR: folder });
    const file = sample('long.bin', Buffer.alloc(300_000, 2));
    const upload = byOperator(anna);
    expect((await upload.begin(file)).status).toBe(201);
    expect((await upload.bytes(file.id, 0, file.bytes.slice(0, 100_000))).status).toBe(204);
    expect((await anna.request(`/files/${file.id}`)).status).toBe(404);
    const again = await upload.begin(file);
    expect([again.status, again.headers.get('location')]).toEqual([201, `/api/files/uploads/${file.id}`]);
    expect((await upload.bytes(file.id, 50_000, file.bytes)).status).toBe(409);
    const elsewhere = byOperator(await Operator.signIn(second, 'anna'));
    expect(await elsewhere.offset(file.id)).toBe(100_000);
    expect((await elsewhere.bytes(file.id, 100_000, file.bytes.slice(100_000))).status).toBe(204);
    expect(await infoOf(anna, file.id)).toMatchObject({ size: 300_000, kind: 'other' });
    const content = await anna.request(`/files/${file.id}/content`);
    expect(Buffer.from(await content.arrayBuffer())).toEqual(Buffer.from(file.bytes));
  });

  it('is refused when it is too large, whatever it says, and takes no more than it said', async () => {
    const upload = byOperator(anna);
    expect((await upload.begin(sample('huge', ''), 51_000_000)).status).toBe(413);
    const file = sample('small', 'abc');
    await upload.begin(file);
    expect((await upload.bytes(file.id, 0, new Uint8Array(500_000))).status).toBeGreaterThanOrEqual(400);
    expect(await upload.offset(file.id)).toBeLessThanOrEqual(3);
  });

  it('is nobody’s but its sender’s', async () => {
    const file = sample('mine', 'abcdef');
    await byOperator(anna).begin(file);
    expect((await byOperator(vera).begin(file)).status).toBe(403);
    expect(await byOperator(vera).offset(file.id)).toBeNull();
    expect((await byOperator(vera).bytes(file.id, 0, file.bytes)).status).toBe(404);
    const visitor = await Visitor.create(hub);
    expect((await byVisitor(visitor).begin(file)).status).toBe(403);
    expect((await byVisitor(visitor).bytes(file.id, 0, file.bytes)).status).toBe(404);
    await byOperator(anna).bytes(file.id, 0, file.bytes);
    expect((await vera.request(`/files/${file.id}/content`)).status).toBe(404);
    expect((await visitor.request(`/files/${file.id}`)).status).toBe(404);
  });

  it('of a visitor is counted by day, and takes no stranger', async () => {
    const visitor = await Visitor.create(hub);
    await byVisitor(visitor).whole(sample('a', Buffer.alloc(700_000)));
    const more = await byVisitor(visitor).begin(sample('b', Buffer.alloc(400_000)));
    expect([more.status, more.headers.get('retry-after')]).toEqual([429, '3600']);
    const forged = Visitor.known(hub, visitor.visitorId, 'forged');
    expect((await byVisitor(forged).begin(sample('c', 'c'))).status).toBe(401);
  });
});

describe('a message with files', () => {
  it('says of them what the hub knows, goes to the client, and both may fetch them', async () => {
    const { visitor, dialogId } = await talk();
    const file = await byOperator(anna).whole(sample('shot.png', png(640, 360)));
    const lie = claimed(file, { size: 1, kind: 'audio', mime: 'audio/mpeg', width: 7, durationMs: 5 });
    expect((await send(anna, dialogId, [lie])).status).toBe('done');
    const { body } = await lastMessage(dialogId);
    const known = {
      ...claimed(file),
      mime: 'image/png',
      kind: 'image',
      width: 640,
      height: 360,
      preview: 'ready',
    };
    expect(body).toEqual({ kind: 'text', text: '', attachments: [known] });
    const { items } = await eventually(
      () => visitor.items(),
      (page) => page.items.length === 2,
    );
    expect(items[1]).toMatchObject({ text: '', files: [known] });
    const content = await visitor.request(`/files/${file.id}`);
    expect(Buffer.from(await content.arrayBuffer())).toEqual(Buffer.from(file.bytes));
    expect((await visitor.request(`/files/${file.id}/preview`)).headers.get('content-type')).toBe(
      'image/webp',
    );
    const stranger = await Visitor.create(hub);
    expect((await stranger.request(`/files/${file.id}`)).status).toBe(404);
  });

  it('of a client comes with them, once', async () => {
    const visitor = await Visitor.create(hub);
    const file = await byVisitor(visitor).whole(sample('receipt.pdf', '%PDF-1.7\n'));
    const clientId = crypto.randomUUID();
    const item = await visitor.say('  ', { clientId, files: [file.id] });
    expect(item).toMatchObject({ text: '', files: [{ id: file.id, kind: 'pdf', name: 'receipt.pdf' }] });
    expect(await visitor.say('  ', { clientId, files: [file.id] })).toEqual(item);
    const again = visitor.say('again', { files: [file.id] });
    await expect(again).rejects.toThrow('400');
    expect((await anna.request(`/files/${file.id}/content`)).status).toBe(200);
    const other = await Visitor.create(hub);
    await expect(other.say('mine', { files: [file.id] })).rejects.toThrow('400');
  });

  it('takes a file once, only whole, only the author’s', async () => {
    const { dialogId } = await talk();
    const refusedFor = async (operator: Operator, file: Sample) => {
      const result = await send(operator, dialogId, [claimed(file)]);
      return result.status === 'refused' ? result.refusal : result.status;
    };
    const begun = sample('half', 'abcdef');
    await byOperator(anna).begin(begun);
    await byOperator(anna).bytes(begun.id, 0, begun.bytes.slice(0, 3));
    expect(await refusedFor(anna, begun)).toEqual({ code: 'file_missing', fileId: begun.id });
    const file = await byOperator(anna).whole(sample('whole', 'abc'));
    expect(await refusedFor(vera, file)).toEqual({ code: 'file_missing', fileId: file.id });
    const [one, two] = await Promise.all([refusedFor(anna, file), refusedFor(anna, file)]);
    expect([one, two].filter((outcome) => outcome === 'done')).toHaveLength(1);
    const { rows } = await world.pool.query('select 1 from message_files where file_id = $1', [file.id]);
    expect(rows).toHaveLength(1);
  });

  it('that is hidden keeps its files from the client: there is no row that lets him', async () => {
    const { visitor, dialogId } = await talk();
    const file = await byOperator(anna).whole(sample('secret.png', png(64, 64)));
    expect((await send(anna, dialogId, [claimed(file)], 'hidden')).status).toBe('done');
    const hidden = await lastMessage(dialogId);
    expect(hidden.visibility).toBe('hidden');
    await send(anna, dialogId, [], 'public', 'after it');
    await eventually(
      () => visitor.items(),
      (page) => page.items.length === 2,
    );
    for (const path of [`/files/${file.id}`, `/files/${file.id}/preview`]) {
      expect((await visitor.request(path)).status).toBe(404);
    }
    await expect(visitor.say('mine now', { files: [file.id] })).rejects.toThrow('400');
    const grant = world.pool.query(
      `insert into sitechat_files (workspace_id, visitor_id, file_id, message_id)
       select workspace_id, $1, file_id, message_id from message_files where file_id = $2`,
      [visitor.visitorId, file.id],
    );
    await expect(grant).rejects.toThrow(/foreign key/);
    // Nor by the message of another dialog: the key holds file and message together.
    const other = await lastMessage(dialogId);
    const borrowed = world.pool.query(
      `insert into sitechat_files (workspace_id, visitor_id, file_id, message_id)
       select workspace_id, $1, file_id, $3 from message_files where file_id = $2`,
      [visitor.visitorId, file.id, other.id],
    );
    await expect(borrowed).rejects.toThrow(/foreign key/);
    expect((await vera.request(`/files/${file.id}/preview`)).status).toBe(200);
  });
});

describe('bytes', () => {
  it('come in parts, and by a link for players that ends with its session', async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
    const file = await byOperator(anna).whole(sample('запись №1.bin', bytes));
    const part = async (range: string) => {
      const response = await anna.request(`/files/${file.id}/content`, { headers: { range } });
      return [response.status, response.headers.get('content-range'), await response.arrayBuffer()] as const;
    };
    expect(await part('bytes=10-19')).toEqual([
      206,
      'bytes 10-19/1000',
      new Uint8Array(bytes.subarray(10, 20)).buffer,
    ]);
    expect((await part('bytes=-5'))[1]).toBe('bytes 995-999/1000');
    expect((await part('bytes=2000-'))[0]).toBe(416);
    expect((await part('bytes=0-1,5-6'))[0]).toBe(200);

    const guest = await Operator.signIn(hub, 'anna');
    const response = await guest.request(`/files/${file.id}/link`, { method: 'POST' });
    const link = fileLinkSchema.parse(await response.json());
    const get = () => fetch(hub.url + link.path, { headers: { range: 'bytes=0-0' } });
    const got = await get();
    expect([got.status, got.headers.get('content-disposition')]).toEqual([
      206,
      'attachment; filename="?????? ?1.bin"; filename*=UTF-8\'\'%D0%B7%D0%B0%D0%BF%D0%B8%D1%81%D1%8C%20%E2%84%961.bin',
    ]);
    await guest.request('/session', { method: 'DELETE' });
    expect((await get()).status).toBe(404);
    expect((await fetch(`${hub.url}/files/nonsense`)).status).toBe(404);
  });

  it('that are lost are said to be, and nobody waits for them', async () => {
    const file = await byOperator(anna).whole(sample('lost.bin', Buffer.alloc(1000, 7)));
    const name = (await readdir(folder)).find((one) => one.endsWith(file.id)) ?? '';
    for (const lose of [() => truncate(join(folder, name), 10), () => rm(join(folder, name))]) {
      await lose();
      const response = await anna.request(`/files/${file.id}/content`);
      expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
    }
  });

  it('of an upload that was begun are not said to be those of another file', async () => {
    const picture = await byOperator(anna).whole(sample('price.png', png(64, 48)));
    const other = sample('price.png', Buffer.alloc(picture.bytes.length, '<'));
    await byOperator(anna).begin(other);
    await byOperator(anna).bytes(other.id, 0, other.bytes.slice(0, 5));
    const copied = await anna.request('/files/copies', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: other.id, from: picture.id }),
    });
    expect(copied.status).toBe(404);
    await byOperator(anna).bytes(other.id, 5, other.bytes.slice(5));
    expect(await infoOf(anna, other.id)).toMatchObject({ kind: 'text', preview: 'none' });
  });

  it('that nobody sent are thrown away, sent ones stay', async () => {
    const { dialogId } = await talk();
    const loose = await byOperator(anna).whole(sample('loose.png', png(9, 9)));
    const kept = await byOperator(anna).whole(sample('kept.png', png(9, 9)));
    await send(anna, dialogId, [claimed(kept)], 'hidden');
    const pool = openPool(world.url, 2, createLog('silent', false));
    await pruneFiles(pool.db, diskStore(folder));
    expect((await anna.request(`/files/${loose.id}`)).status).toBe(200);
    await world.pool.query(`update files set created_at = now() - interval '8 days'`);
    await pruneFiles(pool.db, diskStore(folder));
    await pool.close();
    expect((await anna.request(`/files/${loose.id}`)).status).toBe(404);
    expect((await anna.request(`/files/${kept.id}/preview`)).status).toBe(200);
    const names = (await readdir(folder)).filter((name) => name.includes(loose.id));
    expect(names).toEqual([]);
  });
});
