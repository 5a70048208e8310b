import 'fake-indexeddb/auto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ReplicaDb, replicaName } from '#renderer/data/db/database.ts';
import type { ChosenFile } from '#renderer/client/client.ts';
import { signIn } from '#renderer/session/sign-in.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { eventually, openPerson, type Person } from './client-world.ts';
import { demoOf, eventually as polled, Visitor, World } from './sitechat-world.ts';
import { png } from './support/upload.ts';

/** Files from the operator's screen to the client's, over a network that fails. */
let world: World;
let hub: Hub;
let folder: string;
const people: Person[] = [];

/** What the network does with a request before it leaves. */
let judge: (method: string, path: string) => 'pass' | 'fail' | 'answer lost' = () => 'pass';
const asked: string[] = [];
const network: typeof fetch = async (input, init) => {
  const { method, url } = new Request(input, { method: init?.method ?? 'GET' });
  const path = new URL(url).pathname;
  asked.push(`${method} ${path}`);
  const fate = judge(method, path);
  if (fate === 'fail') throw new TypeError('the network is down');
  const response = await fetch(input, init);
  if (fate === 'answer lost') throw new TypeError('the connection was cut');
  return response;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otklik-client-files-'));
  world = await World.start();
  hub = await world.hub({ RATE_LIMITS: 'off', FILES_DIR: folder });
});
afterEach(async () => {
  judge = () => 'pass';
  asked.length = 0;
  for (const { client } of people.splice(0)) await client.close();
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Person> {
  const login = demoOf(hub).logins[0];
  const result = await signIn(hub.url, {
    login: login?.login ?? '',
    password: login?.password ?? '',
    device: 'test',
  });
  if (result.kind !== 'signed_in') throw new Error(`Sign-in: ${result.kind}`);
  return await again(result.token, result.session);
}

async function again(token: string, session: Person['client']['session']): Promise<Person> {
  const one = await openPerson(hub, token, session, { fetch: network });
  people.push(one);
  return one;
}

async function talk(who: Person, text: string): Promise<{ visitor: Visitor; dialogId: string }> {
  const visitor = await Visitor.create(hub);
  await visitor.say(text);
  const list = await eventually(
    who.client.queries.list('all', 50),
    (view) => view.rows.some((row) => row.dialog.lastMessage?.preview === text),
    text,
  );
  const row = list.rows.find((one) => one.dialog.lastMessage?.preview === text);
  return { visitor, dialogId: row?.dialog.id ?? '' };
}

function chosen(name: string, bytes: Uint8Array<ArrayBuffer>, mime: string): ChosenFile {
  const blob = new Blob([bytes], { type: mime });
  const facts = { width: null, height: null, durationMs: null, preview: 'none' as const };
  return {
    file: { id: newId(), name, size: blob.size, mime, kind: 'other', ...facts },
    purpose: 'file',
    blob,
    preview: null,
  };
}

const dbOf = ({ client }: Person) =>
  new ReplicaDb(replicaName(client.hubUrl, client.session.workspace.id, client.session.operator.id));

async function onPage(visitor: Visitor, count: number) {
  const { items } = await polled(
    () => visitor.items('after=0'),
    (page) => page.items.length >= count,
  );
  return items.map((item) => item.text || item.files.map((file) => file.name).join());
}

it('what was attached offline goes after the network is back and the program was started again, in order', async () => {
  const anna = await open();
  const { visitor, dialogId } = await talk(anna, 'picture, please');
  judge = () => 'fail';
  const shot = chosen('shot.png', png(300, 200), 'image/png');
  await anna.client.actions.attach(dialogId, shot);
  await anna.client.actions.send(dialogId, '', 'public');
  await anna.client.actions.send(dialogId, 'here it is', 'public');
  const { token, client } = anna;
  await client.close();
  const later = await again(token, client.session);
  const [waiting] = await eventually(
    later.client.queries.uploads(dialogId),
    (all) => all.length === 1,
    'kept',
  );
  expect(waiting).toMatchObject({ file: { name: 'shot.png' }, state: { kind: 'waiting' } });
  expect(await later.client.files.content(shot.file.id)).toHaveProperty('size', shot.blob.size);
  judge = () => 'pass';
  later.client.reconnect();
  expect(await onPage(visitor, 3)).toEqual(['picture, please', 'shot.png', 'here it is']);
  await eventually(later.client.queries.status(), (status) => status.pending === 0, 'sent');
  await eventually(later.client.queries.uploads(dialogId), (all) => all.length === 0, 'forgotten here');
  const view = await eventually(
    later.client.queries.transcript(dialogId, 50),
    (all) => all.items.every((item) => item.pending === null),
    'confirmed',
  );
  const said = view.items.find(
    (item) => item.message.body.kind === 'text' && item.message.body.attachments[0],
  );
  expect(said?.message.body).toMatchObject({ attachments: [{ kind: 'image', width: 300, height: 200 }] });
  const db = dbOf(later);
  expect(await db.files.count()).toBe(0);
  db.close();
});

it('goes on where it was cut, and is uploaded once', async () => {
  const anna = await open();
  const { visitor, dialogId } = await talk(anna, 'a large one');
  let patches = 0;
  judge = (method) => {
    if (method !== 'PATCH') return 'pass';
    patches += 1;
    return patches === 2 ? 'fail' : patches === 4 ? 'answer lost' : 'pass';
  };
  const bytes = new Uint8Array(3 * 1024 * 1024).map((_, i) => i % 255);
  const file = chosen('large.bin', bytes, 'application/octet-stream');
  await anna.client.actions.attach(dialogId, file);
  await anna.client.actions.send(dialogId, 'look', 'public');
  expect(await onPage(visitor, 2)).toEqual(['a large one', 'look']);
  // Six pieces, one of them lost before it left.
  expect(patches).toBe(7);
  expect(asked.filter((one) => one === 'POST /api/files/uploads')).toHaveLength(1);
  const content = await visitor.request(`/files/${file.file.id}`);
  expect(Buffer.from(await content.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
});

it('is cancelled while it runs, and a file that the hub does not take is said', async () => {
  const anna = await open();
  const { dialogId } = await talk(anna, 'cancel');
  const { actions, queries } = anna.client;
  judge = (method) => (method === 'PATCH' ? 'fail' : 'pass');
  const file = chosen('never.bin', new Uint8Array(1000), 'application/octet-stream');
  await actions.attach(dialogId, file);
  await eventually(queries.uploads(dialogId), (all) => all.length === 1, 'chosen');
  await actions.detach(file.file.id);
  await eventually(queries.uploads(dialogId), (all) => all.length === 0, 'gone');
  judge = () => 'pass';
  const huge = chosen('huge.bin', new Uint8Array(51_000_000), 'application/octet-stream');
  await actions.attach(dialogId, huge);
  const [failed] = await eventually(
    queries.uploads(dialogId),
    ([one]) => one?.state.kind === 'failed',
    'refused',
  );
  expect(failed?.state).toEqual({ kind: 'failed', why: 'too_large' });
  await actions.send(dialogId, 'with it', 'public');
  const view = await eventually(
    queries.transcript(dialogId, 50),
    (all) => all.items.at(-1)?.pending?.kind === 'failed',
    'a dead letter',
  );
  const id = view.items.at(-1)?.message.id ?? '';
  expect(await actions.takeBack(id)).toBe('with it');
  const [loose] = await eventually(queries.uploads(dialogId), ([one]) => one?.messageId === null, 'back');
  expect(loose?.file.name).toBe('huge.bin');
});

it('small pictures are kept for looking at offline', async () => {
  const anna = await open();
  const visitor = await Visitor.create(hub);
  const bytes = png(90, 60);
  const { id } = chosen('a.png', bytes, 'image/png').file;
  const meta = `id ${btoa(id)},name ${btoa('a.png')}`;
  const tus = { 'tus-resumable': '1.0.0' };
  await visitor.request('/files/uploads', {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': meta },
  });
  await visitor.request(`/files/uploads/${id}`, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  await visitor.say('see', { files: [id] });
  const first = await polled(
    () => anna.client.files.preview(id).catch(() => null),
    (blob) => blob !== null,
  );
  judge = () => 'fail';
  const kept = await anna.client.files.preview(id);
  expect(Buffer.from(await kept.arrayBuffer())).toEqual(
    Buffer.from((await first?.arrayBuffer()) ?? new ArrayBuffer()),
  );
  await expect(anna.client.files.content(id)).rejects.toThrow('files');
});
