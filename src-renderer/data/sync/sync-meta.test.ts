import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { contactId, dialogId, lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { REPLICA_FORMAT, ReplicaDb } from '../db/database.ts';
import { contactRecord, dialogRecord } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import {
  checkFormat,
  compareCursors,
  coveredBy,
  markOutdated,
  nextStep,
  readSyncMeta,
  rememberScope,
  writeSyncMeta,
  type SyncMeta,
} from './sync-meta.ts';

const AT = { epoch: 'e1', xid: '100' };
const META: SyncMeta = { cursor: AT, generation: 3, snapshot: null, outdated: false };
const SNAPSHOT = { cursor: AT, next: 'page 2', done: 3, total: 9 };
const EMPTY: SyncMeta = { cursor: null, generation: 0, snapshot: null, outdated: false };

let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`meta-${(names += 1)}`);
});
afterEach(() => db.close());

describe('where the replica stands', () => {
  it('is read as it was written', async () => {
    for (const meta of [META, { ...META, snapshot: SNAPSHOT }, EMPTY]) {
      await writeSyncMeta(db, meta);
      expect(await readSyncMeta(db)).toEqual(meta);
    }
  });

  it.each([
    undefined,
    null,
    'garbage',
    { cursor: AT },
    { ...META, cursor: { epoch: 'e1', xid: 'x' } },
    { ...META, generation: -1 },
  ])('counts as nowhere when it cannot be read: %j', async (value) => {
    await db.meta.put({ key: 'sync', value });
    expect(await readSyncMeta(db)).toEqual(EMPTY);
    expect(nextStep(await readSyncMeta(db))).toEqual({ kind: 'begin_snapshot' });
  });

  it.each<[string, SyncMeta, object]>([
    ['at first, a snapshot is begun', EMPTY, { kind: 'begin_snapshot' }],
    [
      'a snapshot on its way is gone on with',
      { ...EMPTY, snapshot: SNAPSHOT },
      { kind: 'continue_snapshot', after: 'page 2' },
    ],
    ['a whole copy is kept up to date', META, { kind: 'live', cursor: AT }],
    ['one that cannot be is taken anew', { ...META, outdated: true }, { kind: 'begin_snapshot' }],
    [
      'also while a snapshot was on its way',
      { ...META, snapshot: SNAPSHOT, outdated: true },
      { kind: 'begin_snapshot' },
    ],
  ])('%s', (_, meta, step) => {
    expect(nextStep(meta)).toEqual(step);
  });

  it('is remembered as outdated, with what is here until the new copy comes', async () => {
    await writeSyncMeta(db, { ...META, snapshot: SNAPSHOT });
    await markOutdated(db);
    expect(await readSyncMeta(db)).toEqual({ ...META, outdated: true });
  });
});

describe('a position', () => {
  it('is covered by what is above it in the same life of the feed, and by nothing else', () => {
    const covered = coveredBy(META);
    expect(covered({ epoch: 'e1', xid: '99' })).toBe(true);
    expect(covered({ epoch: 'e1', xid: '100' })).toBe(false);
    expect(covered({ epoch: 'e2', xid: '1' })).toBe(false);
    expect(coveredBy(EMPTY)({ epoch: 'e1', xid: '0' })).toBe(false);
  });

  it('is compared as a number of any size, within one life', () => {
    const xid = fc.bigInt({ min: 0n, max: 18_446_744_073_709_551_615n });
    fc.assert(
      fc.property(xid, xid, (a, b) => {
        const at = (one: bigint, epoch = 'e') => ({ epoch, xid: String(one) });
        expect(compareCursors(at(a), at(b))).toBe(a === b ? 0 : a < b ? -1 : 1);
        expect(compareCursors(at(a), at(b, 'f'))).toBeNull();
      }),
    );
  });
});

describe('a copy of another format', () => {
  beforeEach(async () => {
    await db.dialogs.put(dialogRecord(dialogFixture({ id: dialogId(1) }), operatorId(1), 0));
    await db.contacts.put(contactRecord(contactFixture({ id: contactId(1) })));
    await writeSyncMeta(db, META);
    await rememberScope(db, {
      operatorId: operatorId(1),
      role: 'operator',
      lineIds: [lineId(1)],
      branchIds: [],
    });
    await createActions({ db, sendTyping: () => {} }).send(dialogId(1), 'not sent yet', 'public');
    await createActions({ db, sendTyping: () => {} }).saveDraft(dialogId(1), {
      text: 'half a thought',
      hidden: false,
    });
  });
  const counts = async () => [
    await db.dialogs.count(),
    await db.contacts.count(),
    await db.outbox.count(),
    await db.drafts.count(),
  ];

  it('is thrown away, but for what exists nowhere else', async () => {
    await db.meta.put({ key: 'format', value: REPLICA_FORMAT - 1 });
    await checkFormat(db);
    expect(await counts()).toEqual([0, 0, 1, 1]);
    expect(await readSyncMeta(db)).toEqual(EMPTY);
    expect(await db.meta.get('scope')).toBeUndefined();
    expect((await db.meta.get('format'))?.value).toBe(REPLICA_FORMAT);
  });

  it('that says nothing of its format is another one; of this one all stays', async () => {
    await db.meta.put({ key: 'format', value: REPLICA_FORMAT });
    await checkFormat(db);
    expect(await counts()).toEqual([1, 1, 1, 1]);
    await db.meta.delete('format');
    await checkFormat(db);
    expect(await counts()).toEqual([0, 0, 1, 1]);
  });

  it('knows nothing of rights that the hub did not tell', async () => {
    await rememberScope(db, undefined);
    expect((await db.meta.get('scope'))?.value).toMatchObject({ lineIds: [lineId(1)] });
  });
});
