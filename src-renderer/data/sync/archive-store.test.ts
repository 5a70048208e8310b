import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toUtf8 } from '#shared/lib/utf8.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { expectSound, storedMessages } from '#tests/support/fake-hub/replica.ts';
import { findDialog, readArchivedOf, readPack } from '../db/archive.ts';
import { ReplicaDb } from '../db/database.ts';
import { applyBatch, type Applied } from './apply.ts';
import { beginArchive, readArchivePlace, writePacks, type ArchiveWritten } from './archive-store.ts';
import { olderGap, writeHistoryPage } from './history.ts';
import { readSyncMeta } from './sync-meta.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
let xid = 100;

beforeEach(async () => {
  db = new ReplicaDb(`archive-${(names += 1)}`);
  xid = 100;
  const meta = { cursor: at(xid), generation: 1, snapshot: null, outdated: false };
  await db.meta.put({ key: 'sync', value: meta });
  await db.transaction('rw', db.tables, () => beginArchive(db, 'p1'));
});
afterEach(async () => {
  await expectSound(db, ME);
  db.close();
});

const at = (position: number, epoch = 'e') => ({ epoch, xid: String(position) });
const contact = (n: number, rev = 1): Contact =>
  contactFixture({ id: contactId(n), number: n + 1, name: `v${rev}`, rev });

/** Every third dialog is of the same client. */
function dialog(n: number, patch: Partial<Dialog> = {}): Dialog {
  const state = { status: 'closed', responsibleId: null, closedAt: n, outcome: 'finished' } as const;
  return dialogFixture({
    id: dialogId(n),
    contactId: contactId(n % 3),
    state,
    lastActivityAt: n,
    lastSeq: 6,
    ...patch,
  });
}
const message = (n: number, seq: number, rev = 1): Message => ({
  id: fakeId(8, n * 1000 + seq),
  dialogId: dialogId(n),
  seq,
  author: { kind: 'client', contactId: contactId(n % 3) },
  visibility: 'public',
  body: { kind: 'text', text: `text ${seq}`, attachments: [] },
  delivery: null,
  ...UNMARKED,
  at: seq,
  rev,
});
const bundle = (n: number, patch: Partial<Dialog> = {}): DialogBundle => ({
  dialog: dialog(n, patch),
  contact: contact(n % 3),
  page: { dialogId: dialogId(n), messages: [4, 5, 6].map((seq) => message(n, seq)) },
});

function pack(bundles: DialogBundle[], next: string | null) {
  return {
    head: {
      line: 'head' as const,
      newest: Math.max(...bundles.map((one) => one.dialog.lastActivityAt)),
      ids: bundles.map((one) => one.dialog.id),
      contactIds: [...new Set(bundles.map((one) => one.contact.id))],
      messages: 3 * bundles.length,
      next,
    },
    body: toUtf8(JSON.stringify(bundles)),
  };
}

/** Packs of dialogs come, read at `readAt`. */
function write(
  packs: number[][],
  more: { after?: string; next?: string | null; readAt?: number; most?: number; epoch?: string } = {},
): Promise<ArchiveWritten> {
  const { after = 'p1', next = null, readAt = xid, most = 1000, epoch = 'e' } = more;
  const incoming = packs.map((numbers) =>
    pack(
      numbers.map((n) => bundle(n)),
      next,
    ),
  );
  return writePacks(db, ME, { after, cursor: at(readAt, epoch), total: 50, packs: incoming, next }, most);
}

async function feed(...changes: Change[]): Promise<Applied['kind']> {
  const base = at(xid);
  xid += 10;
  return (await applyBatch(db, ME, { base, changes, cursor: at(xid) })).kind;
}
const packed = async () =>
  (await db.archive.toArray())
    .flatMap((one) => one.ids.map((id) => parseInt(id.slice(-4), 16)))
    .toSorted((a, b) => a - b);
const gapOf = async (n: number) => {
  const gap = await olderGap(db, dialogId(n));
  if (gap.kind === 'whole') throw new Error('Nothing is missing');
  return gap;
};
const rows = async () =>
  (await db.dialogs.toArray()).map(({ id }) => parseInt(id.slice(-4), 16)).toSorted((a, b) => a - b);
const count = async () => (await db.counters.get('archived'))?.count ?? 0;

describe('packs', () => {
  it('are kept as they came, with the place to go on from', async () => {
    expect(
      await write(
        [
          [1, 2, 3],
          [4, 5],
        ],
        { next: 'p2' },
      ),
    ).toBe('written');
    expect(await packed()).toEqual([1, 2, 3, 4, 5]);
    expect(await count()).toBe(5);
    expect(await readArchivePlace(db)).toEqual({ next: 'p2', done: 5, total: 50 });
    expect(await write([[6]], { after: 'p2' })).toBe('written');
    expect(await readArchivePlace(db)).toEqual({ next: null, done: 6, total: 50 });
    expect((await db.archive.toArray()).map((one) => one.newest)).toEqual([3, 5, 6]);
    expect((await db.archive.toArray())[0]?.body).toEqual(
      toUtf8(JSON.stringify([1, 2, 3].map((n) => bundle(n)))),
    );
  });

  it('end where enough dialogs are here', async () => {
    await write(
      [
        [1, 2, 3],
        [4, 5],
      ],
      { next: 'p2', most: 4 },
    );
    expect(await readArchivePlace(db)).toEqual({ next: null, done: 5, total: 4 });
  });

  it.each<[string, () => Promise<unknown>, Parameters<typeof write>[1]]>([
    ['another place', () => Promise.resolve(), { after: 'p0' }],
    ['another epoch', () => Promise.resolve(), { epoch: 'f' }],
    ['a replica that takes a snapshot', () => feed({ type: 'scope', scope: SCOPE }), {}],
    ['an archive that came already', () => write([]), {}],
  ])('for %s are not written', async (_, before, more) => {
    await before();
    expect(await write([[1]], more)).toBe('elsewhere');
    expect(await packed()).toEqual([]);
  });

  it('leave out what is here as a row, and nothing of an empty one', async () => {
    await feed({ type: 'enter', bundle: bundle(2) }, { type: 'enter', bundle: bundle(5) });
    await write([[1, 2, 3], [5]]);
    expect(await packed()).toEqual([1, 3]);
    expect(await rows()).toEqual([2, 5]);
    expect(await count()).toBe(2);
  });
});

const SCOPE = { operatorId: ME, role: 'operator' as const, lineIds: [], branchIds: [] };

describe('a change of an archived dialog', () => {
  beforeEach(() =>
    write(
      [
        [1, 2, 3],
        [4, 5],
      ],
      { next: 'p2' },
    ),
  );

  it('takes it out of its pack, whole', async () => {
    await feed({ type: 'message', message: message(2, 6, 2) });
    expect(await packed()).toEqual([1, 3, 4, 5]);
    expect(await rows()).toEqual([2]);
    expect(await storedMessages(db, dialogId(2))).toEqual([message(2, 4), message(2, 5), message(2, 6, 2)]);
    expect(await db.contacts.get(contactId(2))).toEqual(contact(2));
    expect(await count()).toBe(4);
    expect((await db.counters.get('closed'))?.count).toBe(1);
  });

  it('of a whole pack leaves none', async () => {
    await feed(...[4, 5].map((n): Change => ({ type: 'dialog', dialog: dialog(n, { rev: 2 }) })));
    expect(await db.archive.count()).toBe(1);
    expect(await rows()).toEqual([4, 5]);
  });

  it('that takes it out of scope leaves nothing', async () => {
    await feed({ type: 'gone', dialogId: dialogId(2) }, { type: 'contact', contact: contact(2, 2) });
    expect(await packed()).toEqual([1, 3, 4, 5]);
    expect(JSON.stringify(await db.archive.toArray())).not.toContain(dialogId(2));
    // Another dialog of the same client is in the other pack.
    expect((await db.contacts.get(contactId(2)))?.rev).toBe(2);
    await feed({ type: 'gone', dialogId: dialogId(5) });
    expect(await db.contacts.count()).toBe(0);
    expect(JSON.stringify(await db.archive.toArray())).not.toContain(contactId(2));
  });

  it('that is a change of its client is a row beside the packs', async () => {
    await feed({ type: 'contact', contact: contact(1, 2) });
    expect(await packed()).toEqual([1, 2, 3, 4, 5]);
    expect(await db.contacts.toArray()).toEqual([contact(1, 2)]);
  });

  it('keeps the client while any dialog of his is here, wherever', async () => {
    await feed({ type: 'message', message: message(1, 7) });
    await feed({ type: 'gone', dialogId: dialogId(1) });
    expect(await db.contacts.get(contactId(1))).toEqual(contact(1));
    await feed({ type: 'gone', dialogId: dialogId(4) });
    expect(await db.contacts.get(contactId(1))).toBeUndefined();
  });

  it('brings older messages on demand', async () => {
    const gap = await gapOf(3);
    expect(gap.before).toBe(4);
    const page = { dialogId: dialogId(3), messages: [1, 2, 3].map((seq) => message(3, seq)) };
    expect(await writeHistoryPage(db, ME, dialogId(3), gap, page)).toBe('written');
    expect((await storedMessages(db, dialogId(3))).map((one) => one.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await rows()).toEqual([3]);
    expect(await olderGap(db, dialogId(3))).toEqual({ kind: 'whole' });
  });

  it('is not undone by a page of history that it overtook', async () => {
    const gap = await gapOf(3);
    await feed({ type: 'message', message: message(3, 2, 2) });
    const page = { dialogId: dialogId(3), messages: [1, 2, 3].map((seq) => message(3, seq)) };
    expect(await writeHistoryPage(db, ME, dialogId(3), gap, page)).toBe('outdated');
  });

  it('of rights empties the archive at once', async () => {
    expect(await feed({ type: 'scope', scope: SCOPE })).toBe('outdated');
    expect(await db.archive.count()).toBe(0);
    expect(await count()).toBe(0);
    expect(await readArchivePlace(db)).toMatchObject({ next: null });
  });
});

describe('a pack that was read before what the feed said', () => {
  it('is brought up to date as it comes', async () => {
    await feed(
      { type: 'dialog', dialog: dialog(1, { rev: 5, unread: 7 }) },
      { type: 'message', message: message(2, 5, 3) },
    );
    await feed({ type: 'gone', dialogId: dialogId(3) }, { type: 'contact', contact: contact(1, 4) });
    await write([[1, 2, 3, 4]], { readAt: 100, next: 'p2' });
    expect(await packed()).toEqual([4]);
    expect((await findDialog(db, dialogId(1)))?.unread).toBe(7);
    expect((await storedMessages(db, dialogId(2)))[1]?.rev).toBe(3);
    expect(await findDialog(db, dialogId(3))).toBeNull();
    expect((await db.contacts.get(contactId(1)))?.rev).toBe(4);
  });

  it('also when it comes after a restart, and in several parts', async () => {
    await feed({ type: 'gone', dialogId: dialogId(3) });
    await write([[1]], { readAt: 100, next: 'p2' });
    db.close();
    db = new ReplicaDb(db.name);
    await write([[2, 3]], { after: 'p2', readAt: 100, next: 'p3' });
    expect(await packed()).toEqual([1, 2]);
  });

  it('is not told what it knew', async () => {
    await feed({ type: 'gone', dialogId: dialogId(3) });
    // Gone, and back again before the pack was read.
    await write([[3]], { readAt: xid, next: 'p2' });
    expect(await packed()).toEqual([3]);
    expect((await db.meta.get('deferred'))?.value).toMatchObject({ entries: [] });
  });

  it('is asked for again when it is too old to be told', async () => {
    const gone = Array.from({ length: 600 }, (_, i): Change => ({
      type: 'gone',
      dialogId: dialogId(1000 + i),
    }));
    await feed(...gone);
    await feed(...gone);
    expect(await write([[1]], { readAt: 100, next: 'p2' })).toBe('stale');
    expect(await packed()).toEqual([]);
    expect(await write([[1]], { readAt: xid, next: 'p2' })).toBe('written');
  });

  it('needs nothing remembered when none is on its way', async () => {
    await write([[1]]);
    await feed({ type: 'gone', dialogId: dialogId(3) });
    expect(await db.meta.get('deferred')).toBeUndefined();
  });
});

describe('an open dialog that was missed', () => {
  it('makes the replica take a new snapshot', async () => {
    expect(await feed({ type: 'dialog', dialog: dialog(1, { state: { status: 'queued' } }) })).toBe(
      'outdated',
    );
    expect((await readSyncMeta(db)).outdated).toBe(true);
    expect(await db.dialogs.count()).toBe(0);
  });
});

describe('a pack that cannot be read', () => {
  it('shows nothing, and does no harm when dialogs of it change', async () => {
    const { head } = pack([bundle(1), bundle(2)], null);
    const batch = {
      after: 'p1',
      cursor: at(xid),
      total: 2,
      packs: [{ head, body: toUtf8('[{"dialog":1}]') }],
      next: null,
    };
    expect(await writePacks(db, ME, batch, 1000)).toBe('written');
    expect(await findDialog(db, dialogId(1))).toBeNull();
    expect(await readArchivedOf(db, contactId(1))).toEqual([]);
    await feed({ type: 'message', message: message(1, 7) });
    expect((await db.archive.toArray()).flatMap(readPack)).toEqual([]);
    await db.transaction('rw', db.tables, () => beginArchive(db, null));
  });
});
