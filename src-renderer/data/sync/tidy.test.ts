import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { expectSound, SMALL_LAYOUT } from '#tests/support/fake-hub/replica.ts';
import { readArchived } from '../db/archive.ts';
import { ReplicaDb } from '../db/database.ts';
import { applyBatch } from './apply.ts';
import { markOutdated } from './sync-meta.ts';
import { evictOldest, packSettled, tidyArchive } from './tidy.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
let xid = 1;

beforeEach(async () => {
  db = new ReplicaDb(`tidy-${(names += 1)}`);
  xid = 1;
  const meta = { cursor: { epoch: 'e', xid: '1' }, generation: 1, snapshot: null, outdated: false };
  await db.meta.put({ key: 'sync', value: meta });
});
afterEach(async () => {
  await expectSound(db, ME);
  db.close();
});

const CLOSED: Dialog['state'] = { status: 'closed', responsibleId: null, closedAt: 1, outcome: 'finished' };

function bundle(n: number, messages: number, patch: Partial<Dialog> = {}): DialogBundle {
  const dialog = dialogFixture({
    id: dialogId(n),
    contactId: contactId(n % 4),
    state: CLOSED,
    lastActivityAt: n,
    lastSeq: messages,
    ...patch,
  });
  const contact = contactFixture({ id: dialog.contactId, number: 1 + (n % 4) });
  const page = Array.from({ length: messages }, (_, i): Message => {
    const seq = i + 1;
    const author = { kind: 'client', contactId: contact.id } as const;
    const body: Message['body'] = { kind: 'text', text: `text ${seq}`, attachments: [] };
    return {
      id: fakeId(8, n * 1000 + seq),
      dialogId: dialog.id,
      seq,
      author,
      visibility: 'public',
      body,
      delivery: null,
      ...UNMARKED,
      at: seq,
      rev: 1,
    };
  });
  return { dialog, contact, page: { dialogId: dialog.id, messages: page } };
}

async function enter(...bundles: DialogBundle[]): Promise<void> {
  const base = { epoch: 'e', xid: String(xid) };
  const cursor = { epoch: 'e', xid: String((xid += 1)) };
  const changes = bundles.map((one): Change => ({ type: 'enter', bundle: one }));
  await applyBatch(db, ME, { base, changes, cursor }, SMALL_LAYOUT);
}
const numbers = (ids: readonly string[]) =>
  ids.map((id) => parseInt(id.slice(-4), 16)).toSorted((a, b) => a - b);
const rows = async () => numbers(await db.dialogs.toCollection().primaryKeys());
const packed = async () => numbers((await db.archive.toArray()).flatMap((pack) => pack.ids));
const count = async (list: 'closed' | 'archived') => (await db.counters.get(list))?.count ?? 0;

describe('closed dialogs that came to rest', () => {
  it('stay rows while a snapshot is due: it takes away what is not ours any more, and looks for it among the rows', async () => {
    await enter(...[1, 2, 3, 4].map((n) => bundle(n, 1)));
    await markOutdated(db);
    await tidyArchive(db, SMALL_LAYOUT, 100, 1000);
    expect(await packed()).toEqual([]);
    expect(await rows()).toEqual([1, 2, 3, 4]);
    const meta = { cursor: { epoch: 'e', xid: String(xid) }, generation: 2, snapshot: null, outdated: false };
    await db.meta.put({ key: 'sync', value: meta });
    await tidyArchive(db, SMALL_LAYOUT, 100, 1000);
    expect(await packed()).not.toEqual([]);
  });

  it('are packed whole, oldest first; open and newer ones stay rows', async () => {
    await enter(
      ...[1, 2, 3, 4].map((n) => bundle(n, n)),
      bundle(5, 2, { state: { status: 'queued' } }),
      bundle(90, 1),
    );
    expect(await packSettled(db, 50, 3)).toBe(true);
    expect(await packed()).toEqual([1, 2, 3]);
    expect(await rows()).toEqual([4, 5, 90]);
    expect([await count('closed'), await count('archived')]).toEqual([2, 3]);
    expect((await readArchived(db, [dialogId(3)])).get(dialogId(3))).toEqual(bundle(3, 3));
    // Too few are left for another pack.
    expect(await packSettled(db, 50, 3)).toBe(false);
    expect(await rows()).toEqual([4, 5, 90]);
  });

  it('are packed without what cannot be read, and without what would be too much', async () => {
    await enter(bundle(1, 7), bundle(2, 620));
    await db.pages.update([dialogId(1), 1], { body: 'no json' });
    await packSettled(db, 50, 2);
    const found = await readArchived(db, [dialogId(1), dialogId(2)]);
    expect(found.get(dialogId(1))?.page.messages.map((one) => one.seq)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(found.get(dialogId(2))?.page.messages.map((one) => one.seq)).toEqual(
      Array.from({ length: 500 }, (_, i) => 121 + i),
    );
  });

  it("go by the hub's clock, however wrong this one is", async () => {
    await enter(bundle(1, 1), bundle(2, 1), bundle(3, 1));
    const year = 365 * 24 * 3600 * 1000;
    await db.meta.put({ key: 'clockOffset', value: -year });
    await tidyArchive(db, SMALL_LAYOUT, 100, year + 10);
    expect(await packed()).toEqual([]);
    await tidyArchive(db, SMALL_LAYOUT, 100, year + 24);
    expect(await packed()).toEqual([1, 2, 3]);
  });
});

describe('what is over the limit', () => {
  beforeEach(async () => {
    await enter(...Array.from({ length: 12 }, (_, i) => bundle(i + 1, 1)));
    while (await packSettled(db, 50, 3));
  });

  it('goes, oldest packs first and as few as will do', async () => {
    expect(await count('archived')).toBe(12);
    expect(await evictOldest(db, 8)).toBe(false);
    expect(await packed()).toEqual([7, 8, 9, 10, 11, 12]);
    expect(await evictOldest(db, 8)).toBe(false);
    expect(await count('archived')).toBe(6);
  });

  it('takes its clients along, but for those of whom something stays', async () => {
    await enter(bundle(41, 1, { state: { status: 'queued' } }));
    await evictOldest(db, 0);
    expect(await packed()).toEqual([]);
    expect(await db.contacts.toCollection().primaryKeys()).toEqual([contactId(1)]);
  });

  it('never takes the outbox or a draft', async () => {
    await db.outbox.add({
      id: fakeId(9, 1),
      dialogId: dialogId(1),
      payload: {},
      state: { kind: 'waiting' },
      attempts: 0,
    });
    await db.drafts.put({ dialogId: dialogId(1), text: 'later' });
    await evictOldest(db, 0);
    expect([await db.outbox.count(), await db.drafts.count()]).toEqual([1, 1]);
  });
});
