import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { fakeId } from '#tests/support/fake-hub/model.ts';
import { SMALL_LAYOUT, storedMessages } from '#tests/support/fake-hub/replica.ts';
import { readPack } from '../db/archive.ts';
import { addUpload } from '../outbox/uploads.ts';
import { applyBatch } from './apply.ts';
import { keepPreview } from './preview-cache.ts';
import { writeSnapshotPage } from './snapshot.ts';
import { readSyncMeta } from './sync-meta.ts';

/** Pictures are kept no longer than what they belong to. Nobody but the test writes into the replica. */

let desk: EngineDesk;
let here: Cursor;

beforeEach(async () => {
  desk = new EngineDesk();
  desk.finished(6);
  for (let n = 1; n <= 12; n += 1) desk.model.clientWrites(99, 1, `open ${n}`);
  for (const transcript of desk.model.messages.values())
    transcript.forEach((message, i) => (transcript[i] = withFile(message)));
  await desk.start();
  await desk.engine.stop();
  here = (await readSyncMeta(desk.db)).cursor ?? { epoch: '', xid: '' };
});
afterEach(() => desk.close());

const image = (id: Id): Attachment => ({
  id,
  name: 'room.png',
  size: 3,
  mime: 'image/png',
  kind: 'image',
  width: 1,
  height: 1,
  durationMs: null,
  preview: 'ready',
});
const fileOf = ({ id }: Message): Id => `0000000f${id.slice(8)}`;
const withFile = (message: Message): Message =>
  message.body.kind === 'text'
    ? { ...message, body: { ...message.body, attachments: [image(fileOf(message))] } }
    : message;

const openDialog = (): Id => [...desk.model.dialogs.keys()].at(-1) ?? '';
const said = async (): Promise<Message[]> => {
  const packed = (await desk.db.archive.toArray()).flatMap(readPack).flatMap(({ page }) => page.messages);
  return [...(await storedMessages(desk.db, openDialog())), ...packed].filter(
    ({ body }) => body.kind === 'text',
  );
};
const kept = async (): Promise<Set<Id>> => new Set(await desk.db.previews.toCollection().primaryKeys());
const blob = new Blob(['png']);

/** Every picture has been looked at, and one more is on its way out. */
async function lookAtAll(): Promise<{ all: Message[]; sending: Id }> {
  const all = await said();
  for (const message of all) await keepPreview(desk.db, fileOf(message), blob, 1);
  const sending = fakeId(7, 77);
  const file = { file: image(sending), purpose: 'file', blob, preview: blob } as const;
  await addUpload(desk.db, openDialog(), file, 1);
  return { all, sending };
}

/** What the feed brings next. */
function apply(...changes: Change[]) {
  const cursor = { ...here, xid: String(BigInt(here.xid) + 1n) };
  return applyBatch(desk.db, desk.me, { base: here, cursor, changes }, SMALL_LAYOUT);
}

it('with a dialog that is gone its pictures go, from wherever it lay; those of others stay', async () => {
  const { all, sending } = await lookAtAll();
  expect(await desk.db.pages.count()).toBeGreaterThan(0);
  const archived = (await desk.db.archive.toArray())[0]?.ids[0] ?? '';
  // The same file lies over the text field, to be said again.
  const again = all.find(({ dialogId }) => dialogId === openDialog());
  const file = image(again ? fileOf(again) : '');
  await addUpload(desk.db, openDialog(), { file, purpose: 'file', blob, preview: null }, 1);
  await apply({ type: 'gone', dialogId: openDialog() }, { type: 'gone', dialogId: archived });
  const others = all.filter(({ dialogId }) => dialogId !== openDialog() && dialogId !== archived);
  expect(others.length).toBeGreaterThan(0);
  expect(await kept()).toEqual(new Set([...others.map(fileOf), sending, file.id]));
});

it.each(['a row', 'a page', 'a pack'])(
  'with a message of %s that is deleted its picture goes',
  async (where) => {
    const { all, sending } = await lookAtAll();
    const ofOpen = all.filter(({ dialogId }) => dialogId === openDialog());
    const message =
      where === 'a row'
        ? ofOpen.at(-1)
        : where === 'a page'
          ? ofOpen[0]
          : all.find(({ dialogId }) => dialogId !== openDialog());
    if (!message) throw new Error('a message');
    const body = { kind: 'deleted', at: 5, by: 'client' } as const;
    await apply({ type: 'message', message: { ...message, rev: message.rev + 1, body } });
    const others = all.filter((one) => one !== message);
    expect(await kept()).toEqual(new Set([...others.map(fileOf), sending]));
  },
);

it('a message that is changed otherwise keeps its picture', async () => {
  const { all, sending } = await lookAtAll();
  const message = all[0];
  if (message?.body.kind !== 'text') throw new Error('a text');
  const body = { ...message.body, text: 'said better' };
  await apply({ type: 'message', message: { ...message, rev: message.rev + 1, body } });
  expect(await kept()).toEqual(new Set([...all.map(fileOf), sending]));
});

it('with other rights all go at once but those on their way out', async () => {
  const { sending } = await lookAtAll();
  const scope = { ...desk.model.scopeOf(desk.me), lineIds: [] };
  expect(await apply({ type: 'scope', scope })).toEqual({ kind: 'outdated' });
  expect(await kept()).toEqual(new Set([sending]));
});

it('a snapshot under the same rights keeps them; under others, of which the feed said nothing, it lets them go', async () => {
  const { all, sending } = await lookAtAll();
  const page = desk.model.snapshotPage(desk.me, null);
  if (page === 'snapshot_expired') throw new Error('a first page');
  await writeSnapshotPage(desk.db, desk.me, null, page, SMALL_LAYOUT);
  const open = all.filter(({ dialogId }) => dialogId === openDialog());
  for (const message of open) expect(await kept()).toContain(fileOf(message));
  const scope = { ...page.scope, lineIds: [] };
  await writeSnapshotPage(desk.db, desk.me, null, { ...page, scope }, SMALL_LAYOUT);
  expect(await kept()).toEqual(new Set([sending]));
});
