import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { toUtf8 } from '#shared/lib/utf8.ts';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { leanBundle } from '#tests/support/lean-bundle.ts';
import {
  packOf,
  packsOfContact,
  packsWith,
  packWithout,
  readArchived,
  readArchivedOf,
  readListed,
  readPack,
} from './archive.ts';
import { ReplicaDb, syncedTables } from './database.ts';

const set = new DataSet({ dialogs: 120, now: 1_760_000_000_000 });
const bundles = Array.from({ length: 40 }, (_, i) => {
  const { dialog, contact, messages } = set.talk(i);
  return { dialog, contact, page: { dialogId: dialog.id, messages: messages.slice(-2) } };
});
/** Of one moment, so that the beginning of no id tells them apart. */
const twins = bundles.map((bundle, i) => {
  const id = `01890000-0000-7000-8000-${String(i).padStart(12, '0')}`;
  return { ...bundle, dialog: { ...bundle.dialog, id }, page: { ...bundle.page, dialogId: id } };
});

test.each([
  ['far apart', bundles],
  ['of one moment', twins],
])('dialogs and clients %s are found in the packs that hold them, and in no other', async (name, all) => {
  const db = new ReplicaDb(name);
  const packs = [0, 10, 20, 30].map((from) => packOf(all.slice(from, from + 10)));
  await db.archive.bulkPut(packs);
  const place = fc.nat(all.length - 1);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(place, { maxLength: 6 }), async (places) => {
      const ids = places.map((i) => all[i]?.dialog.id ?? '');
      const expected = packs.filter((pack) => pack.ids.some((id) => ids.includes(id)));
      const found = await packsWith(db, ids);
      expect(found.map((pack) => pack.name).toSorted()).toEqual(expected.map((pack) => pack.name).toSorted());
      expect(new Set((await readArchived(db, ids)).keys())).toEqual(new Set(ids));
    }),
    { numRuns: 30 },
  );
  for (const { contact } of all) {
    const expected = packs.filter((pack) => pack.contactIds.includes(contact.id));
    const found = await packsOfContact(db, contact.id);
    expect(found.map((pack) => pack.name).toSorted()).toEqual(expected.map((pack) => pack.name).toSorted());
  }
  db.close();
});

test('what is no dialog in a damaged pack is left out, the rest is read', async () => {
  const db = new ReplicaDb('damaged pack');
  const [whole, other] = bundles;
  if (!whole || !other) throw new Error('no dialogs');
  const wrong = { ...other, contact: null };
  const items: unknown[] = [null, 5, 'x', [], {}, { dialog: null }, { dialog: 'x' }, wrong, whole];
  const pack = { ...packOf([whole, other]), body: toUtf8(JSON.stringify(items)) };
  await db.archive.put(pack);
  const found = await readArchived(db, [whole.dialog.id, other.dialog.id]);
  expect([...found.keys()]).toEqual([whole.dialog.id]);
  expect(readListed(pack).map(({ dialog }) => dialog.id)).toEqual([whole.dialog.id]);
  expect((await readArchivedOf(db, whole.contact.id)).map(({ dialog }) => dialog.id)).toEqual([
    whole.dialog.id,
  ]);
  expect(await readArchivedOf(db, other.contact.id)).toEqual([]);
  db.close();
});

test('a lean pack says the same as a whole one, also when something was taken out of it', async () => {
  const db = new ReplicaDb('lean pack');
  const some = bundles.slice(0, 10);
  const whole = packOf(some);
  const lean = { ...packOf(some), body: toUtf8(JSON.stringify(some.map(leanBundle))) };
  expect(lean.body.length).toBeLessThan(whole.body.length);
  expect(readPack(lean)).toEqual(readPack(whole));
  expect(readPack(whole)).toHaveLength(10);
  const [gone, kept] = some;
  if (!gone || !kept) throw new Error('no dialogs');
  const left = packWithout(lean, new Set([gone.dialog.id]));
  expect(left && readPack(left)).toEqual(readPack(whole).slice(1));
  await db.archive.put(lean);
  expect((await readArchived(db, [kept.dialog.id])).get(kept.dialog.id)).toEqual(readPack(whole)[1]);
  db.close();
});

test('a pack of neighbours has few marks', () => {
  const large = new DataSet({ dialogs: 100_000, now: 1_760_000_000_000 });
  const neighbours = Array.from({ length: 50 }, (_, i) => {
    const { dialog, contact } = large.talk(i);
    return { dialog, contact, page: { dialogId: dialog.id, messages: [] } };
  });
  expect(packOf(neighbours).marks.length).toBeLessThan(10);
});

test('packs of the version before, which held texts, are dropped', async () => {
  const old = new Dexie('version two');
  old.version(2).stores({ archive: '[newest+name], *ids, *contactIds', meta: 'key' });
  await old.table('archive').add({ newest: 1, name: 'a', ids: ['x'], contactIds: ['y'], body: '[]' });
  await old.table('meta').add({ key: 'format', value: 3 });
  old.close();
  const db = new ReplicaDb('version two');
  await db.open();
  for (const table of syncedTables(db)) expect(await table.count(), table.name).toBe(0);
  db.close();
});
