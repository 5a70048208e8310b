import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, listsOf, type ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { channelId, contactId, dialogId, fakeId, lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { dialogRecord, type OutboxState } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import { applyBatch } from '../sync/apply.ts';
import { readDialog } from './dialog.ts';
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
    body: { kind: 'text', text: `message ${seq}` },
    delivery: null,
    at: seq,
    rev: 1,
  };
}

async function putTranscript(n: number, from: number, to: number): Promise<void> {
  const seqs = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  await db.messages.bulkPut(seqs.map((seq) => said(n, seq)));
  await db.coverage.put({ dialogId: dialogId(n), from, to });
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
  return (name === 'unanswered' ? sorted : sorted.toReversed()).map((dialog) => dialog.id);
}

const anyDialog = fc.record({
  responsible: fc.constantFrom(null, ME, operatorId(2)),
  closed: fc.boolean(),
  waitingSince: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  lastActivityAt: fc.integer({ min: 1, max: 5 }),
  deed: fc.constantFrom(null, 'answer' as const, 'finish' as const, 'send' as const, 'markRead' as const),
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
      { numRuns: 40 },
    );
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
    const lastMessage = { seq: 2, preview: 'Hi', author, visibility: 'public', at: 2 } as const;
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
    await actions().saveDraft(dialogId(1), 'first line\nsecond');
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

  it('shows no row outside of what is known', async () => {
    await put([waiting(1, { lastSeq: 30 })]);
    await putTranscript(1, 29, 30);
    await db.messages.put(said(1, 3));
    expect((await readTranscript(reader, dialogId(1), 50)).items).toHaveLength(2);
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
    await db.coverage.put({ dialogId: dialogId(1), from: 1, to: 3 });
    const state = { status: 'active', responsibleId: ME } as const;
    await put([waiting(1, { state, lastSeq: 3, waitingSince: null, unread: 0 })]);
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
    expect((await readDialog(reader, dialogId(1)))?.can).toEqual({
      answer: null,
      finish: null,
      markRead: null,
      reply: null,
    });
    const foreign = (await readDialog(reader, dialogId(2)))?.can;
    expect(foreign?.answer).toEqual({ code: 'claimed_by_other', operatorId: operatorId(2) });
    expect(foreign?.reply).toEqual({ code: 'not_responsible', operatorId: operatorId(2) });
    await actions().finish(dialogId(1));
    expect((await readDialog(reader, dialogId(1)))?.can.reply).toEqual({ code: 'dialog_closed' });
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
      { name: 'dialog.levitate', text: 'up', reason: 'name: unknown' },
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
