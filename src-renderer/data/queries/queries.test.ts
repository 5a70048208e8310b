import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toUtf8 } from '#shared/lib/utf8.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, listsOf, type ListName } from '#shared/domain/lists.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { channelId, contactId, dialogId, fakeId, lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { packOf } from '../db/archive.ts';
import { intoPages, pageRow } from '../db/pages.ts';
import { dialogRecord, type OutboxState } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import { applyBatch } from '../sync/apply.ts';
import { readContactDialogs, readDialog } from './dialog.ts';
import { readCounters, readList } from './list.ts';
import { readDeadLetters, readRefusals } from './outbox-views.ts';
import { ReplicaReader } from './reader.ts';
import { readTranscript } from './transcript.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let reader: ReplicaReader;
let names = 0;

beforeEach(() => {
  db = new ReplicaDb(`queries-${(names += 1)}`);
  reader = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
});
afterEach(() => db.close());

const actions = () => createActions({ db, sendTyping: () => {}, now: () => 5_000 });

async function put(dialogs: Dialog[]): Promise<void> {
  await db.dialogs.bulkPut(dialogs.map((dialog) => dialogRecord(dialog, ME, 1)));
  const counts = LISTS.map((list) => ({
    list,
    count: dialogs.filter((dialog) => listsOf(dialog, ME).has(list)).length,
  }));
  await db.counters.bulkPut(counts);
}

const waiting = (n: number, patch: Partial<Dialog> = {}) =>
  dialogFixture({
    id: dialogId(n),
    contactId: contactId(n),
    channelId: channelId(1),
    lineId: lineId(1),
    waitingSince: n,
    lastActivityAt: n,
    unread: 1,
    lastSeq: 1,
    ...patch,
  });

function said(n: number, seq: number): Message {
  return {
    id: fakeId(8, n * 1000 + seq),
    dialogId: dialogId(n),
    seq,
    author: { kind: 'client', contactId: contactId(n) },
    visibility: 'public',
    body: { kind: 'text', text: `message ${seq}`, attachments: [] },
    delivery: null,
    ...UNMARKED,
    at: seq,
    rev: 1,
  };
}

async function putTranscript(n: number, from: number, to: number): Promise<void> {
  const seqs = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  await db.messages.bulkPut(seqs.map((seq) => said(n, seq)));
  await db.dialogs.update(dialogId(n), { known: { from, tail: from, to } });
}

const idsIn = async (name: ListName, limit = 100) =>
  (await readList(reader, name, limit)).rows.map((row) => row.dialog.id);
const setState = async (state: OutboxState) => {
  await db.outbox.toCollection().modify({ state });
};

/** Membership, order and totals from first principles. */
function expected(dialogs: Dialog[], name: ListName): Id[] {
  const key = (dialog: Dialog) =>
    name === 'unanswered' ? (dialog.waitingSince ?? 0) : dialog.lastActivityAt;
  const sorted = dialogs
    .filter((dialog) => listsOf(dialog, ME).has(name))
    .toSorted((a, b) => key(a) - key(b) || (a.id < b.id ? -1 : 1));
  const inOrder = name === 'unanswered' ? sorted : sorted.toReversed();
  const isPinned = (dialog: Dialog) => dialog.pinnedBy.includes(ME);
  const pinnedFirst = [...inOrder.filter(isPinned), ...inOrder.filter((dialog) => !isPinned(dialog))];
  return pinnedFirst.map((dialog) => dialog.id);
}

const DEEDS = [
  'answer',
  'finish',
  'markRead',
  'markUnread',
  'pin',
  'unpin',
  'unsnooze',
  'spam',
  'reopen',
] as const;
const anyDialog = fc.record({
  responsible: fc.constantFrom(null, ME, operatorId(2)),
  closed: fc.boolean(),
  waitingSince: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  lastActivityAt: fc.integer({ min: 1, max: 5 }),
  pinnedBy: fc.constantFrom<Id[]>([], [ME], [operatorId(2)], [operatorId(2), ME]),
  snoozed: fc.constantFrom(null, { until: 9_000, byId: ME }),
  deed: fc.constantFrom(null, 'send' as const, 'snooze' as const, ...DEEDS),
});

describe('lists and counters', () => {
  it('with and without pending deeds are what the rules say, in order, at every limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDialog, { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (all, limit) => {
          await Promise.all(db.tables.map((table) => table.clear()));
          const dialogs = all.map((one, i) =>
            waiting(i + 1, {
              waitingSince: one.waitingSince,
              lastActivityAt: one.lastActivityAt,
              pinnedBy: one.pinnedBy,
              snoozed: one.closed ? null : one.snoozed,
              state: one.closed
                ? { status: 'closed', responsibleId: one.responsible, closedAt: 1, outcome: 'finished' }
                : one.responsible === null
                  ? { status: 'queued' }
                  : { status: 'active', responsibleId: one.responsible },
            }),
          );
          await put(dialogs);
          for (const [i, one] of all.entries()) {
            if (one.deed === 'send') await actions().send(dialogId(i + 1), 'hi', 'public');
            else if (one.deed === 'snooze') await actions().snooze(dialogId(i + 1), 99_000);
            else if (one.deed) await actions()[one.deed](dialogId(i + 1));
          }
          const seen: Dialog[] = [];
          for (const dialog of dialogs) {
            const view = await readDialog(reader, dialog.id);
            if (view) seen.push(view.dialog);
          }
          const counters = await readCounters(reader);
          for (const list of LISTS) {
            const want = expected(seen, list);
            const view = await readList(reader, list, limit);
            expect(view.rows.map((row) => row.dialog.id)).toEqual(want.slice(0, limit));
            expect(view.total).toBe(want.length);
            expect(counters[list]).toBe(want.length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a pinned dialog stands first for whoever pinned it, at once, and back in its place when it is not', async () => {
    await put([waiting(1), waiting(2, { pinnedBy: [operatorId(2)] }), waiting(3), waiting(4)]);
    await actions().pin(dialogId(3));
    expect(await idsIn('unanswered')).toEqual([3, 1, 2, 4].map(dialogId));
    expect(await idsIn('all', 2)).toEqual([3, 4].map(dialogId));
    await put([waiting(3, { pinnedBy: [ME] })]);
    await db.outbox.clear();
    expect(await idsIn('unanswered')).toEqual([3, 1, 2, 4].map(dialogId));
    await actions().unpin(dialogId(3));
    expect(await idsIn('unanswered', 3)).toEqual([1, 2, 3].map(dialogId));
  });

  it('what rests is out of Unanswered and nowhere else', async () => {
    await put([waiting(1), waiting(2)]);
    await actions().snooze(dialogId(1), 99_000);
    expect(await idsIn('unanswered')).toEqual([dialogId(2)]);
    expect(await readCounters(reader)).toEqual({ unanswered: 1, mine: 1, all: 2, closed: 0 });
    await actions().unsnooze(dialogId(1));
    expect(await idsIn('unanswered')).toEqual([dialogId(1), dialogId(2)]);
  });

  it('a claimed dialog changes its lists at once', async () => {
    await put([waiting(1), waiting(2)]);
    await actions().answer(dialogId(1));
    expect(await idsIn('mine')).toEqual([dialogId(1)]);
    expect(await idsIn('unanswered')).toEqual([dialogId(1), dialogId(2)]);
    await actions().send(dialogId(1), 'hello', 'public');
    expect(await idsIn('unanswered')).toEqual([dialogId(2)]);
    expect(await readCounters(reader)).toEqual({ unanswered: 1, mine: 1, all: 2, closed: 0 });
    await actions().finish(dialogId(1));
    expect(await idsIn('closed')).toEqual([dialogId(1)]);
    await setState({ kind: 'refused', refusal: { code: 'forbidden' }, at: 1 });
    expect(await readCounters(reader)).toEqual({ unanswered: 2, mine: 0, all: 2, closed: 0 });
  });

  it('a row is joined with what it shows', async () => {
    const colleague = operatorId(2);
    const author = { kind: 'operator', operatorId: colleague } as const;
    const lastMessage = { seq: 2, preview: 'Hi', files: null, author, visibility: 'public', at: 2 } as const;
    await put([waiting(1, { state: { status: 'active', responsibleId: ME }, lastMessage })]);
    await db.directory.bulkPut([
      {
        kind: 'operator',
        id: colleague,
        row: { id: colleague, name: 'Vera', role: 'senior', active: true, rev: 1 },
      },
      { kind: 'line', id: lineId(1), row: { id: lineId(1), branchId: fakeId(5, 1), name: 'Sales', rev: 1 } },
      { kind: 'operator', id: ME, row: { id: ME, name: 'Anna', role: 'operator', active: true, rev: 1 } },
    ]);
    await actions().saveDraft(dialogId(1), { text: 'first line\nsecond', hidden: false });
    const [row] = (await readList(reader, 'mine', 5)).rows;
    expect(row).toMatchObject({
      contact: null,
      channel: null,
      line: { name: 'Sales' },
      responsible: { name: 'Anna' },
      lastAuthor: { name: 'Vera' },
    });
    expect(row).toMatchObject({ pending: false, draft: 'first line second' });
  });
});

describe('dialogs in packs', () => {
  const closed = (n: number, at: number) =>
    waiting(n, {
      state: { status: 'closed', responsibleId: null, closedAt: at, outcome: 'finished' },
      waitingSince: null,
      lastActivityAt: at,
      createdAt: at,
      lastSeq: 3,
    });
  const packed = (n: number, at: number, contactRev = 1): DialogBundle => ({
    dialog: closed(n, at),
    contact: contactFixture({ id: contactId(n), rev: contactRev, name: `v${contactRev}` }),
    page: { dialogId: dialogId(n), messages: [2, 3].map((seq) => said(n, seq)) },
  });

  it('stand among the closed ones wherever their time places them, at every limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 30 })), {
          maxLength: 25,
        }),
        fc.integer({ min: 1, max: 8 }),
        async (all, limit) => {
          await Promise.all(db.tables.map((table) => table.clear()));
          const fresh = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
          const dialogs = all.map(([, at], i) => closed(i + 1, at));
          await put(dialogs.filter((_, i) => all[i]?.[0] === 0));
          for (const pack of [1, 2, 3, 4]) {
            const bundles = all.flatMap(([place, at], i) => (place === pack ? [packed(i + 1, at)] : []));
            if (bundles.length > 0) await db.archive.put(packOf(bundles));
          }
          await db.counters.put({ list: 'archived', count: all.filter(([place]) => place > 0).length });
          const view = await readList(fresh, 'closed', limit);
          expect(view.rows.map((row) => row.dialog.id)).toEqual(expected(dialogs, 'closed').slice(0, limit));
          expect(view.total).toBe(all.length);
          expect((await readCounters(fresh)).closed).toBe(all.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are shown with their client as he is known best', async () => {
    await db.archive.put(packOf([packed(1, 5), packed(2, 4, 3)]));
    await db.contacts.bulkPut([1, 2].map((n) => contactFixture({ id: contactId(n), rev: 2, name: 'v2' })));
    const view = await readList(reader, 'closed', 9);
    expect(view.rows.map((row) => row.contact?.name)).toEqual(['v2', 'v3']);
    expect((await readDialog(reader, dialogId(1)))?.contact?.name).toBe('v2');
    expect((await readDialog(reader, dialogId(2)))?.contact?.name).toBe('v3');
  });

  it('open like others, with what the person did and the hub has not confirmed', async () => {
    await db.archive.put(packOf([packed(1, 5)]));
    await actions().send(dialogId(1), 'a note', 'hidden');
    const view = await readTranscript(reader, dialogId(1), 50);
    expect(view.items.map((item) => [item.message.seq, item.pending?.kind])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, 'waiting'],
    ]);
    expect(view.hasOlder).toBe(true);
    expect((await readTranscript(reader, dialogId(1), 1)).items[0]?.message.seq).toBe(3);
    const [row] = (await readList(reader, 'closed', 5)).rows;
    expect(row).toMatchObject({ dialog: { id: dialogId(1) }, contact: { name: 'v1' } });
    expect((await db.outbox.toArray())[0]?.payload).toMatchObject({ args: { afterSeq: 3 } });
  });

  it('are found by their client, together with those in rows', async () => {
    await db.archive.bulkPut([packOf([packed(1, 5)]), packOf([packed(2, 6)])]);
    await put([waiting(7, { contactId: contactId(1), createdAt: 9 }), waiting(8)]);
    const found = await readContactDialogs(reader, contactId(1));
    expect(found.map((dialog) => dialog.id)).toEqual([dialogId(7), dialogId(1)]);
  });

  it('that cannot be read are not shown', async () => {
    await db.archive.put({ ...packOf([packed(1, 5)]), body: toUtf8('[{"dialog":{}}]') });
    expect((await readList(reader, 'closed', 9)).rows).toEqual([]);
    expect(await readDialog(reader, dialogId(1))).toBeNull();
  });
});

describe('a transcript', () => {
  it('shows the newest known messages, and says that there are older ones', async () => {
    await put([waiting(1, { lastSeq: 30 })]);
    await putTranscript(1, 11, 30);
    const all = await readTranscript(reader, dialogId(1), 50);
    expect(all.items.map((item) => item.message.seq)).toEqual(Array.from({ length: 20 }, (_, i) => 11 + i));
    expect(all.hasOlder).toBe(true);
    expect((await readTranscript(reader, dialogId(1), 5)).items.map((item) => item.message.seq)).toEqual([
      26, 27, 28, 29, 30,
    ]);
  });

  it('reads pages and rows as one', async () => {
    await put([waiting(1, { lastSeq: 30 })]);
    await putTranscript(1, 26, 30);
    const messages = Array.from({ length: 25 }, (_, i) => said(1, i + 1));
    await db.pages.bulkPut(intoPages(messages, 10).map((page) => pageRow(dialogId(1), page)));
    await db.dialogs.update(dialogId(1), { known: { from: 1, tail: 26, to: 30 } });
    for (const limit of [1, 5, 6, 10, 29, 30, 99]) {
      const view = await readTranscript(reader, dialogId(1), limit);
      const first = Math.max(1, 31 - limit);
      expect(view.items.map((item) => item.message.seq)).toEqual(
        Array.from({ length: 31 - first }, (_, i) => first + i),
      );
      expect(view.hasOlder).toBe(first > 1);
    }
  });

  it('ends at a page that cannot be read, and says that there is more', async () => {
    await put([waiting(1, { lastSeq: 30 })]);
    await putTranscript(1, 26, 30);
    const messages = Array.from({ length: 25 }, (_, i) => said(1, i + 1));
    const pages = intoPages(messages, 10).map((page) => pageRow(dialogId(1), page));
    await db.pages.bulkPut(pages.map((page) => (page.from === 11 ? { ...page, body: '[{}]' } : page)));
    await db.dialogs.update(dialogId(1), { known: { from: 1, tail: 26, to: 30 } });
    const view = await readTranscript(reader, dialogId(1), 50);
    expect(view.items[0]?.message.seq).toBe(21);
    expect(view.hasOlder).toBe(true);
    await db.messages.clear();
    await db.pages.update([dialogId(1), 21], { body: 'no json' });
    await db.dialogs.update(dialogId(1), { known: { from: 1, tail: 26, to: 25 } });
    const nothing = await readTranscript(reader, dialogId(1), 50);
    expect(nothing).toEqual({ items: [], hasOlder: true });
  });

  it('whole from the first message on has none before, and an unknown dialog has nothing', async () => {
    await put([waiting(1, { lastSeq: 2 }), waiting(2, { lastSeq: 4 })]);
    await putTranscript(1, 1, 2);
    expect((await readTranscript(reader, dialogId(1), 50)).hasOlder).toBe(false);
    expect(await readTranscript(reader, dialogId(2), 50)).toEqual({ items: [], hasOlder: true });
    expect(await readTranscript(reader, dialogId(9), 50)).toEqual({ items: [], hasOlder: false });
  });

  it('ends with own deeds under their final ids, in the order they were done', async () => {
    await put([waiting(1)]);
    await putTranscript(1, 1, 1);
    await actions().send(dialogId(1), 'one', 'public');
    await actions().send(dialogId(1), 'two', 'hidden');
    const [first, second] = await db.outbox.toArray();
    const view = await readTranscript(reader, dialogId(1), 50);
    expect(view.items.map((item) => [item.message.id, item.message.seq, item.pending?.kind])).toEqual([
      [fakeId(8, 1001), 1, undefined],
      [deriveId(first?.id ?? '', 1), 2, 'waiting'],
      [first?.id, 3, 'waiting'],
      [second?.id, 4, 'waiting'],
    ]);
  });

  it('does not show twice what the feed has brought before the answer', async () => {
    await put([waiting(1)]);
    await putTranscript(1, 1, 1);
    await actions().send(dialogId(1), 'one', 'public');
    const [row] = await db.outbox.toArray();
    const own = { ...said(1, 3), id: row?.id ?? '', rev: 1 };
    await db.messages.bulkPut([{ ...said(1, 2), id: deriveId(own.id, 1) }, own]);
    const state = { status: 'active', responsibleId: ME } as const;
    await put([waiting(1, { state, lastSeq: 3, waitingSince: null, unread: 0 })]);
    await db.dialogs.update(dialogId(1), { known: { from: 1, tail: 1, to: 3 } });
    const view = await readTranscript(reader, dialogId(1), 50);
    expect(view.items.map((item) => item.message.seq)).toEqual([1, 2, 3]);
    expect(view.items.every((item) => item.pending === null)).toBe(true);
    expect((await readList(reader, 'mine', 5)).rows[0]?.pending).toBe(false);
  });

  it('keeps a refused text where it was said until it is taken back', async () => {
    await put([waiting(1)]);
    await putTranscript(1, 1, 1);
    await actions().send(dialogId(1), 'one', 'public');
    await setState({ kind: 'refused', refusal: { code: 'dialog_closed' }, at: 9 });
    await actions().send(dialogId(1), 'two', 'public');
    const view = await readTranscript(reader, dialogId(1), 50);
    expect(view.items.map((item) => item.pending?.kind)).toEqual([
      undefined,
      'refused',
      'waiting',
      'waiting',
    ]);
    const [notice] = await readRefusals(db);
    expect(notice).toMatchObject({
      name: 'message.send',
      text: 'one',
      refusal: { code: 'dialog_closed' },
      at: 9,
    });
    expect(await actions().discard(notice?.intentId ?? '')).toBe('one');
    expect(await readRefusals(db)).toEqual([]);
  });
});

describe('a dialog', () => {
  it('says what may be done, by the rules of the hub and after pending deeds', async () => {
    await put([waiting(1), waiting(2, { state: { status: 'active', responsibleId: operatorId(2) } })]);
    const free = await readDialog(reader, dialogId(1));
    expect(free?.idle).toEqual(new Set(['leave', 'reopen', 'markUnread', 'unpin', 'unsnooze']));
    expect(free?.can).toMatchObject({
      answer: null,
      transfer: null,
      acceptTransfer: { code: 'offer_over', operatorId: null },
      finish: null,
      markRead: null,
      reply: null,
      whisper: null,
    });
    const foreign = (await readDialog(reader, dialogId(2)))?.can;
    expect(foreign?.answer).toEqual({ code: 'claimed_by_other', operatorId: operatorId(2) });
    expect(foreign?.reply).toEqual({ code: 'not_responsible', operatorId: operatorId(2) });
    expect(foreign?.whisper).toBeNull();
    await actions().finish(dialogId(1));
    const closed = (await readDialog(reader, dialogId(1)))?.can;
    expect(closed).toMatchObject({ reply: { code: 'dialog_closed' }, whisper: { code: 'dialog_closed' } });
    expect(await readDialog(reader, dialogId(7))).toBeNull();
  });

  it("goes by the hub's clock where this one is off", async () => {
    await put([waiting(1)]);
    await db.meta.put({ key: 'clockOffset', value: 3_600_000 });
    await actions().send(dialogId(1), 'hi', 'public');
    expect((await readDialog(reader, dialogId(1)))?.dialog.lastActivityAt).toBe(5_000 + 3_600_000);
  });
});

describe('dead letters', () => {
  it('show what can still be said of them', async () => {
    await db.outbox.add({
      id: fakeId(9, 1),
      dialogId: dialogId(1),
      payload: { name: 'dialog.levitate', args: { text: 'up' } },
      state: { kind: 'failed', reason: 'name: unknown', unreadable: true, at: 3 },
      attempts: 0,
    });
    expect(await readDeadLetters(db)).toMatchObject([
      // What does not say that it is public must not become so in the message field.
      { name: 'dialog.levitate', text: 'up', hidden: true, reason: 'name: unknown' },
    ]);
    expect(await readRefusals(db)).toEqual([]);
  });
});

describe('from pending to confirmed', () => {
  it('in the moment the cursor passes the position the effect is the real one, and never both', async () => {
    await put([waiting(1)]);
    await putTranscript(1, 1, 1);
    const cursor = { epoch: 'e', xid: '5' };
    const meta = { cursor, generation: 1, snapshot: null, outdated: false };
    await db.meta.put({ key: 'sync', value: meta });
    await actions().send(dialogId(1), 'one', 'public');
    const before = await readTranscript(reader, dialogId(1), 50);
    await setState({ kind: 'confirmed', position: { epoch: 'e', xid: '6' } });
    const record = await reader.look(() => reader.dialog(dialogId(1)));
    if (!record) throw new Error('no dialog');
    const changes = [
      { type: 'dialog' as const, dialog: { ...record.dialog, rev: 2 } },
      ...record.messages.map(({ message }) => ({ type: 'message' as const, message })),
    ];
    await applyBatch(db, ME, { base: cursor, changes, cursor: { epoch: 'e', xid: '7' } });
    expect(await db.outbox.count()).toBe(0);
    const after = await readTranscript(reader, dialogId(1), 50);
    expect(after.items.map((item) => item.message)).toEqual(before.items.map((item) => item.message));
    expect(after.items.every((item) => item.pending === null)).toBe(true);
  });
});
