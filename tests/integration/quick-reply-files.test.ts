import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diskStore } from '#server/files/disk.ts';
import { pruneFiles } from '#server/files/prune.ts';
import { openPool } from '#server/db/pool.ts';
import type { Hub } from '#server/hub.ts';
import { createLog } from '#server/lib/log.ts';
import { newId } from '#server/lib/ids.ts';
import { LINES, OPERATORS } from '#server/seed/company.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import { NEW_REPLY, type ReplyBase, type ReplyDraft, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { fileResponseSchema } from '#shared/wire/http/files.ts';
import { replyDraftFixture } from '../support/quick-replies.ts';
import { eventually, Operator, Visitor, World } from './sitechat-world.ts';
import { claimed, png, sample, tus, type Sample } from './support/upload.ts';

/** Files of quick replies: who has them, and how each message gets its own. */
let world: World;
let hub: Hub;
let folder: string;
let anna: Operator;
let boris: Operator;
let timur: Operator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otklik-reply-files-'));
  world = await World.start();
  hub = await world.hub({ RATE_LIMITS: 'off', FILES_DIR: folder });
  anna = await Operator.signIn(hub, 'anna');
  boris = await Operator.signIn(hub, 'boris');
  timur = await Operator.signIn(hub, 'timur');
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

const SHOP: ReplyShelf = { kind: 'line', lineId: LINES.shop.id };
const ANNAS: ReplyShelf = { kind: 'personal', operatorId: OPERATORS[0]?.id ?? '' };
const upload = (operator: Operator, file: Sample) =>
  tus((path, init) => operator.request(path, init)).whole(file);
const save = (operator: Operator, draft: ReplyDraft, basedOn: ReplyBase = NEW_REPLY) =>
  operator.do('quickReply.save', { ...draft, basedOn });
const status = async (operator: Operator, id: string): Promise<number> =>
  (await operator.request(`/files/${id}/content`)).status;

async function copy(
  operator: Operator,
  from: string,
  id = newId(),
): Promise<{ status: number; file: Attachment | null }> {
  const response = await operator.request('/files/copies', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, from }),
  });
  const body: unknown = await response.json();
  return { status: response.status, file: response.ok ? fileResponseSchema.parse(body).file : null };
}

/** A reply with one picture. */
async function withPicture(shelf: ReplyShelf = SHOP): Promise<{ draft: ReplyDraft; file: Sample }> {
  const file = await upload(anna, sample('price.png', png(64, 48)));
  const draft = replyDraftFixture({ id: newId(), shelf, text: '', attachments: [claimed(file)] });
  expect(await save(anna, draft)).toMatchObject({ status: 'done' });
  return { draft, file };
}

async function talk(): Promise<{ visitor: Visitor; dialogId: string }> {
  const visitor = await Visitor.create(hub);
  const { id } = await visitor.say('hello');
  const { rows } = await world.pool.query<{ dialog_id: string }>(
    'select dialog_id from messages where id = $1',
    [id],
  );
  return { visitor, dialogId: rows[0]?.dialog_id ?? '' };
}

const say = (operator: Operator, dialogId: string, attachments: Attachment[]) =>
  operator.do('message.send', { dialogId, text: '', attachments, visibility: 'public', afterSeq: null });

it('whoever has the reply has its files, and nobody else', async () => {
  const { draft, file } = await withPicture();
  expect([await status(anna, file.id), await status(boris, file.id), await status(timur, file.id)]).toEqual([
    200, 200, 404,
  ]);
  // On her own shelf they are hers alone; moved, they go along.
  const own = { ...draft, shelf: ANNAS };
  expect(await save(anna, own, { rev: 1, intentId: null })).toMatchObject({ status: 'done' });
  expect([await status(anna, file.id), await status(boris, file.id)]).toEqual([200, 404]);
});

it('only one’s own file that is nowhere else can be kept with a reply, and what is there stays whoever saves', async () => {
  const { draft, file } = await withPicture();
  const { dialogId } = await talk();
  const foreign = await upload(timur, sample('foreign', 'x'));
  const said = await upload(anna, sample('said', 'x'));
  await say(anna, dialogId, [claimed(said)]);
  for (const [operator, one] of [
    [anna, foreign],
    [anna, said],
    [anna, file],
  ] as const) {
    const other = replyDraftFixture({ id: newId(), shelf: SHOP, attachments: [claimed(one)] });
    expect(await save(operator, other)).toMatchObject({ refusal: { code: 'file_missing', fileId: one.id } });
  }
  const more = await upload(boris, sample('more.txt', 'more'));
  const both = { ...draft, attachments: [claimed(file), claimed(more)] };
  expect(await save(boris, both, { rev: 1, intentId: null })).toMatchObject({ status: 'done' });
  expect(await status(anna, more.id)).toBe(200);
  // A reply's file is no message's.
  expect(await say(anna, dialogId, [claimed(file)])).toMatchObject({ refusal: { code: 'file_missing' } });
});

it('a message gets a file of its own with the same bytes, which lives on when the reply is gone', async () => {
  const { draft, file } = await withPicture();
  const { visitor, dialogId } = await talk();
  const { file: copied } = await copy(boris, file.id);
  expect(copied).toMatchObject({ name: 'price.png', kind: 'image', width: 64, height: 48, preview: 'ready' });
  const mine = copied ?? claimed(file);
  expect(await say(boris, dialogId, [mine])).toMatchObject({ status: 'done' });
  // Twice from one reply: two files.
  const { file: again } = await copy(boris, file.id);
  expect(await say(boris, dialogId, [again ?? mine])).toMatchObject({ status: 'done' });
  await eventually(
    () => visitor.items(),
    (page) => page.items.length === 3,
  );
  const bytes = async (id: string) =>
    Buffer.from(await (await visitor.request(`/files/${id}`)).arrayBuffer());
  expect(await bytes(mine.id)).toEqual(Buffer.from(file.bytes));
  expect((await visitor.request(`/files/${mine.id}/preview`)).status).toBe(200);
  // The client never has the reply's own.
  expect((await visitor.request(`/files/${file.id}`)).status).toBe(404);

  // The reply loses its file, which is thrown away; what was said stays.
  expect(
    await save(anna, { ...draft, text: 'no picture', attachments: [] }, { rev: 1, intentId: null }),
  ).toMatchObject({ status: 'done' });
  await world.pool.query(`update files set created_at = now() - interval '8 days'`);
  const pool = openPool(world.url, 2, createLog('silent', false));
  await pruneFiles(pool.db, diskStore(folder));
  await pool.close();
  expect(await status(anna, file.id)).toBe(404);
  expect((await readdir(folder)).filter((name) => name.includes(file.id))).toEqual([]);
  expect(await bytes(mine.id)).toEqual(Buffer.from(file.bytes));
  expect((await visitor.request(`/files/${again?.id}`)).status).toBe(200);
});

it('is copied once however often it is asked for, and by nobody who does not see it', async () => {
  const { file } = await withPicture();
  const id = newId();
  const answers = await Promise.all([1, 2, 3].map(() => copy(anna, file.id, id)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect((await copy(boris, file.id, id)).status).toBe(403);
  expect((await copy(timur, file.id)).status).toBe(404);
  expect((await copy(anna, newId())).status).toBe(404);
  expect((await copy(anna, file.id, file.id)).status).toBe(404);
  // Another file's id is not taken over.
  const mine = await upload(anna, sample('mine', 'something else'));
  expect((await copy(anna, file.id, mine.id)).status).toBe(403);
  // The copy is its maker's until he says it.
  expect([await status(anna, id), await status(boris, id)]).toEqual([200, 404]);
});

it('a file of a message goes into a reply in the same way', async () => {
  const { dialogId } = await talk();
  const said = await upload(anna, sample('answer.png', png(30, 20)));
  await say(anna, dialogId, [claimed(said)]);
  const { file } = await copy(anna, said.id);
  const draft = replyDraftFixture({ id: newId(), shelf: SHOP, attachments: [file ?? claimed(said)] });
  expect(await save(anna, draft)).toMatchObject({ status: 'done' });
  expect(await status(boris, file?.id ?? '')).toBe(200);
});

it('files of a reply are not thrown away, nor counted among those that nobody sent', async () => {
  const { file } = await withPicture();
  await world.pool.query(`update files set created_at = now() - interval '8 days' where id = $1`, [file.id]);
  const pool = openPool(world.url, 2, createLog('silent', false));
  await pruneFiles(pool.db, diskStore(folder));
  await pool.close();
  expect(await status(boris, file.id)).toBe(200);
});

it('of which the bytes are lost cannot be copied, and says so; without its small picture it can', async () => {
  const lost = await upload(anna, sample('notes.txt', 'gone'));
  const bare = await upload(anna, sample('photo.png', png(40, 30)));
  const names = await readdir(folder);
  const path = (id: string, ending = '') =>
    join(folder, names.find((name) => name.endsWith(id + ending)) ?? id);
  await rm(path(lost.id));
  await rm(path(bare.id, '.preview'));
  expect((await copy(anna, lost.id)).status).toBe(404);
  expect(await copy(anna, bare.id)).toMatchObject({ status: 200, file: { preview: 'none', kind: 'image' } });
});
