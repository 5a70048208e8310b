import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb, syncedTables } from './database.ts';
import type { DraftRow, OutboxRow } from './rows.ts';

/** The first version as it was shipped, written out: it must not follow what the code of today says. */
function versionOne(name: string): Dexie {
  const db = new Dexie(name, { cache: 'disabled' });
  db.version(1).stores({
    dialogs: 'id, [contactId+createdAt], generation, lists.unanswered, lists.mine, lists.all, lists.closed',
    contacts: 'id',
    messages: '[dialogId+seq]',
    coverage: 'dialogId',
    directory: '[kind+id]',
    counters: 'list',
    meta: 'key',
    outbox: '++n, &id, dialogId',
    drafts: 'dialogId',
  });
  return db;
}

const OUTBOX: OutboxRow[] = [
  {
    n: 3,
    id: fakeId(9, 1),
    dialogId: dialogId(1),
    payload: { a: 1 },
    state: { kind: 'waiting' },
    attempts: 0,
  },
  {
    n: 7,
    id: fakeId(9, 2),
    dialogId: dialogId(1),
    payload: 'damaged',
    state: { kind: 'confirmed', position: { epoch: 'e', xid: '4' } },
    attempts: 2,
  },
];
const NEW_ENTRY = { dialogId: dialogId(1), payload: 1, state: { kind: 'waiting' }, attempts: 0 } as const;
const DRAFTS: DraftRow[] = [{ dialogId: dialogId(2), text: 'not yet sent' }];

async function oldReplica(name: string): Promise<void> {
  const old = versionOne(name);
  await old.table('outbox').bulkAdd(OUTBOX);
  await old.table('drafts').bulkAdd(DRAFTS);
  await old
    .table('dialogs')
    .add({ id: dialogId(1), contactId: fakeId(2, 1), lists: { all: 1 }, generation: 1 });
  await old.table('messages').add({ dialogId: dialogId(1), seq: 1 });
  await old.table('coverage').add({ dialogId: dialogId(1), from: 1, to: 1 });
  await old.table('counters').add({ list: 'all', count: 1 });
  await old.table('meta').add({ key: 'sync', value: { cursor: { epoch: 'e', xid: '9' } } });
  old.close();
}

describe('a replica of an older version', () => {
  it('loses its copy of the rows and keeps what exists nowhere else', async () => {
    await oldReplica('one-to-now');
    const db = new ReplicaDb('one-to-now');
    await db.open();
    expect(await db.outbox.toArray()).toEqual(OUTBOX);
    expect(await db.drafts.toArray()).toEqual(DRAFTS);
    for (const table of syncedTables(db)) expect(await table.count(), table.name).toBe(0);
    expect(await db.outbox.add({ ...NEW_ENTRY, id: fakeId(9, 3) })).toBe(8);
    db.close();
  });

  it('is upgraded once, and opened as it is from then on', async () => {
    await oldReplica('twice');
    for (const count of [0, 1]) {
      const db = new ReplicaDb('twice');
      expect(await db.counters.count()).toBe(count);
      await db.counters.put({ list: 'all', count: 5 });
      db.close();
    }
  });

  it('has the tables and indexes of a new one', async () => {
    await oldReplica('shape');
    const schemaOf = async (name: string) => {
      const db = new ReplicaDb(name);
      await db.open();
      const shape = db.tables.map(({ schema }) => [
        schema.name,
        schema.primKey.src,
        schema.indexes.map((one) => one.src),
      ]);
      db.close();
      const bare = await new Dexie(name).open();
      const found = bare.tables.map(({ schema }) => [
        schema.name,
        schema.primKey.src,
        schema.indexes.map((one) => one.src).toSorted(),
      ]);
      bare.close();
      return { shape, found };
    };
    expect(await schemaOf('shape')).toEqual(await schemaOf('brand-new'));
  });
});
