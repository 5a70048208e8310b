import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { packKey, packOf } from '../db/archive.ts';
import { ReplicaDb } from '../db/database.ts';
import type { PackBatch } from './index-writer.ts';
import { packBatch, readPacks } from './pack-source.ts';
import { readDialogs } from './replica-source.ts';

const set = new DataSet({ dialogs: 120, now: 1_760_000_000_000 });
const bundles = [1, 2, 3].map((i) => {
  const { dialog, contact, messages } = set.talk(i);
  return { dialog, contact, page: { dialogId: dialog.id, messages: messages.slice(0, 2) } };
});
const ids: Id[] = bundles.map(({ dialog }) => dialog.id);
let db = new ReplicaDb('sources');

afterEach(async () => {
  await db.delete();
  db = new ReplicaDb('sources');
});

async function putRows(only: readonly Id[]): Promise<void> {
  for (const { dialog, page } of bundles.filter(({ dialog: { id } }) => only.includes(id))) {
    const known = { from: 1, tail: 1, to: page.messages.length };
    const { id, contactId, createdAt } = dialog;
    await db.dialogs.put({
      id,
      contactId,
      createdAt,
      lists: {},
      generation: 1,
      dialog,
      known,
      missed: 0,
      came: 1,
    });
    await db.messages.bulkPut(page.messages);
  }
}

test('as many dialogs are read as have so many messages together, and never none', async () => {
  await putRows(ids);
  const wishes = ids.map((id) => ({ id, indexed: null, places: [] }));
  const read = async (most: number) => (await readDialogs(db, wishes, most)).map(({ id }) => id);
  expect(await read(1)).toEqual(ids.slice(0, 1));
  expect(await read(4)).toEqual(ids.slice(0, 2));
  expect(await read(6)).toEqual(ids);
});

test('a dialog in no row says so', async () => {
  await putRows(ids.slice(1));
  const wishes = ids.map((id) => ({ id, indexed: null, places: [] }));
  const updates = (await readDialogs(db, wishes, 100)).map(({ update }) => update?.id ?? null);
  expect(updates).toEqual([null, ids[1], ids[2]]);
});

test('what of a pack lies in rows is read there, and a pack that is gone is left out', async () => {
  const pack = packOf(bundles);
  await db.archive.put(pack);
  await putRows(ids.slice(0, 1));
  const found = await readPacks(db, [packKey(pack), [1, 'gone']]);
  expect(packBatch(found).dialogs.map(({ id }) => id)).toEqual(ids.slice(1));
  // One that lies in two packs counts once.
  expect(packBatch([...found, ...found]).dialogs.map(({ id }) => id)).toEqual(ids.slice(1));
});

test('a client comes with the first pack that has him, and again when he is newer', async () => {
  const [one, two] = bundles;
  if (!one || !two) throw new Error('too few dialogs');
  const of = (rev: number, dialog: Id) => {
    const contact = { ...one.contact, rev };
    const talk = { ...two, dialog: { ...two.dialog, id: dialog, contactId: contact.id }, contact };
    return packOf([{ ...talk, page: { dialogId: dialog, messages: [] } }]);
  };
  const packs = [of(2, ids[0] ?? ''), of(2, ids[1] ?? ''), of(3, ids[2] ?? '')];
  await db.archive.bulkPut(packs);
  const read = new Map<Id, number>();
  const batches: PackBatch[] = [];
  for (const pack of packs) batches.push(packBatch(await readPacks(db, [packKey(pack)]), read));
  expect(batches.map(({ dialogs }) => dialogs.map(({ contactId }) => contactId))).toEqual([
    [one.contact.id],
    [one.contact.id],
    [one.contact.id],
  ]);
  expect(batches.map(({ contacts }) => contacts.map(({ rev }) => rev))).toEqual([[2], [], [3]]);
});

test('a client who came with the dialog of another comes again with his own', async () => {
  const [one, two] = bundles;
  if (!one || !two) throw new Error('too few dialogs');
  const packs = [packOf([{ ...one, contact: two.contact }]), packOf([two])];
  await db.archive.bulkPut(packs);
  const read = new Map<Id, number>();
  const names: Id[][] = [];
  for (const pack of packs)
    names.push(packBatch(await readPacks(db, [packKey(pack)]), read).contacts.map(({ id }) => id));
  expect(names[1]).toEqual([two.contact.id]);
});
