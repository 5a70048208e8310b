import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { NEW_REPLY, type QuickReply, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { searchReplies } from '#shared/domain/reply-search.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { branchId, fakeId, lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { quickReplyFixture, replyDraftFixture } from '#tests/support/quick-replies.ts';
import { announceRenewed } from '../db/changes.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { recordOutcomes } from '../outbox/outbox.ts';
import { readRefusals } from './outbox-views.ts';
import { ReplicaReader } from './reader.ts';
import { readReplySlots } from './replies.ts';
import { quickRepliesLive } from './replies-live.ts';
import type { Live, QuickRepliesView, ReplyView } from './views.ts';

const ME = operatorId(1);
const ANOTHER = operatorId(2);
const id = (n: number): Id => fakeId(9, n);
const reply = (n: number, patch: Partial<QuickReply> = {}): QuickReply =>
  quickReplyFixture({ id: id(n), title: `Title ${n}`, updatedBy: ANOTHER, ...patch });

let db: ReplicaDb;
let names = 0;
let live: Live<QuickRepliesView>;
let seen: QuickRepliesView[];
let stop: () => void;

beforeEach(async () => {
  db = new ReplicaDb(`replies-${(names += 1)}`);
  await db.open();
  await db.meta.put({
    key: 'scope',
    value: { operatorId: ME, role: 'operator', lineIds: [lineId(1)], branchIds: [] },
  });
  await db.directory.bulkPut(
    [1, 2].map((n) => ({
      kind: 'line' as const,
      id: lineId(n),
      row: { id: lineId(n), branchId: branchId(1), name: `Line ${n}`, rev: 1 },
    })),
  );
  live = quickRepliesLive(new ReplicaReader(db, { operatorId: ME, role: 'operator' }));
  seen = [];
  stop = () => {};
});
afterEach(() => {
  stop();
  db.close();
});

const listen = (): void => {
  stop = live.subscribe((value) => seen.push(value));
};
const now = (): QuickRepliesView | undefined => seen.at(-1);
const view = (n: number): ReplyView | undefined => now()?.byId.get(id(n));
const titles = (): string[] => now()?.replies.map((one) => one.reply.title) ?? [];
const actions = () => createActions({ db, sendTyping: () => {} });
/** The hub's answer to everything that was done so far. */
async function refuse(refusal: Refusal): Promise<void> {
  const rows = await db.outbox.where('dialogId').equals('replies').toArray();
  const outcomes = rows
    .filter(({ state }) => state.kind === 'waiting')
    .map((row) => ({ kind: 'refused' as const, id: row.id, refusal }));
  await db.transaction('rw', db.outbox, async () => {
    await recordOutcomes(db, outcomes, () => false, 1);
  });
}

describe('all quick replies', () => {
  it('are read once; after that only what was written is read, and told', async () => {
    await db.quickReplies.bulkPut(Array.from({ length: 50 }, (_, n) => reply(n)));
    const all = vi.spyOn(db.quickReplies, 'toArray');
    const some = vi.spyOn(db.quickReplies, 'bulkGet');
    listen();
    await until('they are there', () => now()?.replies.length === 50);
    await db.quickReplies.put(reply(7, { title: 'Other words', rev: 2 }));
    await until('the change is there', () => view(7)?.reply.rev === 2);
    await db.quickReplies.delete(id(8));
    await until('one is gone', () => now()?.replies.length === 49);
    expect(all).toHaveBeenCalledTimes(1);
    expect(some.mock.calls.map(([keys]) => keys)).toEqual([[id(7)], [id(8)]]);
    expect(searchReplies(now()?.index ?? never(), 'other').map((found) => found.id)).toEqual([id(7)]);
    expect(searchReplies(now()?.index ?? never(), 'title 8')).toEqual([]);
    // What is not different stays the same object: screens draw nothing of it again.
    expect(seen.at(-1)?.byId.get(id(9))).toBe(seen[0]?.byId.get(id(9)));
  });

  it('are not told again for what is none of theirs', async () => {
    await db.quickReplies.put(reply(1));
    listen();
    await until('it is there', () => now() !== undefined);
    await actions().setPresence('away');
    await db.directory.put({
      kind: 'presence',
      id: ME,
      row: { id: ME, choice: 'away', since: 1, rev: 1 },
    });
    await db.quickReplies.put(reply(2));
    await until('the next is there', () => now()?.replies.length === 2);
    expect(seen).toHaveLength(2);
  });

  it('stay in memory: who comes again has them at once, with what changed meanwhile', async () => {
    await db.quickReplies.put(reply(1));
    listen();
    await until('it is there', () => now() !== undefined);
    stop();
    const again: QuickRepliesView[] = [];
    live.subscribe((value) => again.push(value))();
    expect(again).toEqual([now()]);
    await db.quickReplies.put(reply(1, { title: 'Changed', rev: 2 }));
    // Nobody watched: it is not shown before it was read again.
    expect(live.current?.()).toBeUndefined();
    const later: QuickRepliesView[] = [];
    stop = live.subscribe((value) => later.push(value));
    await until('the change is there', () => later.length === 1);
    expect(later[0]?.byId.get(id(1))?.reply.title).toBe('Changed');
  });

  it('are there for who comes after something was written that changes nothing of them', async () => {
    await db.quickReplies.put(reply(1));
    listen();
    await until('it is there', () => now() !== undefined);
    stop();
    const [before] = seen;
    seen = [];
    await db.quickReplies.put(reply(1));
    expect(live.current?.()).toBeUndefined();
    listen();
    await until('it is told', () => now() !== undefined);
    expect(seen).toEqual([before]);
  });

  it('are read anew when the database was opened anew', async () => {
    await db.quickReplies.put(reply(1));
    listen();
    await until('it is there', () => now() !== undefined);
    const all = vi.spyOn(db.quickReplies, 'toArray');
    announceRenewed(db);
    await until('it is read', () => all.mock.calls.length === 1);
  });

  it('come by use, those never used by title', async () => {
    await db.quickReplies.bulkPut([
      reply(1, { title: 'в' }),
      reply(2, { title: 'Б' }),
      reply(3, { title: 'а' }),
    ]);
    listen();
    await until('they are there', () => titles().length === 3);
    expect(titles()).toEqual(['а', 'Б', 'в']);
    await actions().noteReplyUsed(id(1));
    await until('the used one leads', () => titles()[0] === 'в');
    await actions().noteReplyUsed(id(2));
    await actions().noteReplyUsed(id(2));
    await until('both uses are counted', () => view(2)?.uses === 2);
    expect([titles(), view(3)?.uses]).toEqual([['Б', 'в', 'а'], 0]);
  });
});

describe('rights', () => {
  const shelves: ReplyShelf[] = [
    { kind: 'personal', operatorId: ME },
    { kind: 'line', lineId: lineId(1) },
    { kind: 'company' },
  ];

  it('say where one may write, and follow what the hub says', async () => {
    await db.quickReplies.bulkPut(shelves.map((shelf, n) => reply(n, { shelf })));
    listen();
    await until('they are there', () => now()?.replies.length === 3);
    expect([0, 1, 2].map((n) => view(n)?.mayEdit)).toEqual([true, true, false]);
    expect(now()?.shelves).toEqual(shelves.slice(0, 2));
    await db.meta.put({ key: 'scope', value: { operatorId: ME, role: 'admin', lineIds: [], branchIds: [] } });
    await until('he is an admin', () => view(2)?.mayEdit === true);
    expect(now()?.shelves).toEqual([...shelves.slice(0, 2), { kind: 'line', lineId: lineId(2) }, shelves[2]]);
  });
});

describe('own changes', () => {
  const draft = replyDraftFixture({ id: id(1), title: 'Mine' });

  it('are seen at once, made, changed and deleted, and each is based on the one before', async () => {
    listen();
    const first = await actions().saveQuickReply(draft, NEW_REPLY);
    await until('made', () => titles()[0] === 'Mine');
    expect(view(1)).toMatchObject({ pending: true, unsaved: false, basedOn: first });
    const second = await actions().saveQuickReply({ ...draft, title: 'Mine, better' }, first);
    await until('changed', () => titles()[0] === 'Mine, better');
    expect(second).toEqual({ rev: 0, intentId: expect.any(String) as unknown });
    expect(view(1)?.basedOn).toEqual(second);
    await actions().deleteQuickReply(id(1), second);
    await until('deleted', () => titles().length === 0);
    expect(now()?.byId.size).toBe(0);
    expect(searchReplies(now()?.index ?? never(), 'mine')).toEqual([]);
  });

  it('lie over what the hub has until it has answered', async () => {
    await db.quickReplies.put(reply(1, { rev: 5, text: 'theirs' }));
    listen();
    await until('there', () => view(1) !== undefined);
    expect(view(1)?.basedOn).toEqual({ rev: 5, intentId: null });
    await actions().saveQuickReply({ ...draft, text: 'mine' }, { rev: 5, intentId: null });
    await until('mine', () => view(1)?.reply.text === 'mine');
    await db.transaction('rw', db.outbox, db.quickReplies, async () => {
      await db.outbox.clear();
      await db.quickReplies.put(reply(1, { rev: 6, text: 'mine' }));
    });
    await until('confirmed', () => view(1)?.pending === false);
    expect(view(1)).toMatchObject({ basedOn: { rev: 6, intentId: null }, reply: { text: 'mine' } });
  });

  it('that were refused stand whole beside what the hub has, until the person has decided', async () => {
    await db.quickReplies.put(reply(1, { rev: 5, text: 'theirs' }));
    listen();
    const base = await actions().saveQuickReply({ ...draft, text: 'mine' }, { rev: 4, intentId: null });
    await actions().deleteQuickReply(id(1), base);
    await refuse({ code: 'reply_changed', operatorId: ANOTHER });
    await until('told', () => view(1)?.refused.length === 2);
    expect(view(1)).toMatchObject({
      reply: { text: 'theirs' },
      pending: false,
      unsaved: false,
      basedOn: { rev: 5, intentId: null },
      refused: [{ mine: { text: 'mine', title: 'Mine' } }, { mine: null }],
    });
    expect(now()?.refused.map((one) => one.reply.id)).toEqual([id(1)]);
    const instead = view(1)?.refused.map(({ intentId }) => intentId) ?? [];
    await actions().saveQuickReply({ ...draft, text: 'both' }, { rev: 5, intentId: null }, instead);
    await until('decided', () => view(1)?.refused.length === 0);
    expect(view(1)).toMatchObject({ reply: { text: 'both' }, pending: true });
  });

  it('that could not be made are not among what can be used, and not lost', async () => {
    listen();
    await actions().saveQuickReply(draft, NEW_REPLY);
    await until('made', () => titles().length === 1);
    await refuse({ code: 'shortcut_taken', shortcut: 'x', replyId: id(2), title: 'First' });
    await until('told', () => view(1)?.unsaved === true);
    expect(titles()).toEqual([]);
    expect(searchReplies(now()?.index ?? never(), 'mine')).toEqual([]);
    expect(now()?.refused).toMatchObject([{ reply: { title: 'Mine' }, basedOn: NEW_REPLY }]);
    await actions().discard(view(1)?.refused[0]?.intentId ?? '');
    await until('put away', () => now()?.byId.size === 0);
  });

  it('on something that was deleted meanwhile say so', async () => {
    await db.quickReplies.put(reply(1, { rev: 5, deleted: true }));
    listen();
    await until('read', () => now() !== undefined);
    expect(now()?.byId.size).toBe(0);
    await actions().saveQuickReply(draft, { rev: 4, intentId: null });
    await refuse({ code: 'reply_changed', operatorId: ANOTHER });
    await until('told', () => now()?.refused.length === 1);
    expect(view(1)).toMatchObject({ reply: { deleted: true }, unsaved: false, basedOn: { rev: 5 } });
    expect(titles()).toEqual([]);
  });
});

describe('a reply that went out of sight before the hub heard that it should be deleted', () => {
  it('is told over everything and nowhere else: nothing of it is here to be shown', async () => {
    await db.quickReplies.put(reply(1, { rev: 5, shelf: { kind: 'line', lineId: lineId(1) } }));
    listen();
    await actions().deleteQuickReply(id(1), { rev: 5, intentId: null });
    // The line is his no more: the hub takes the row back, and then refuses.
    await db.quickReplies.delete(id(1));
    await refuse({ code: 'not_found' });
    await until('it is gone', () => now()?.byId.size === 0 && now()?.refused.length === 0);
    const [notice, ...others] = await readRefusals(db);
    expect(notice).toMatchObject({
      name: 'quickReply.delete',
      replyId: id(1),
      refusal: { code: 'not_found' },
    });
    expect(others).toEqual([]);
    await actions().discard(notice?.intentId ?? '');
    expect(await readRefusals(db)).toEqual([]);
  });
});

describe('keys', () => {
  const read = () => readReplySlots(new ReplicaReader(db, { operatorId: ME, role: 'operator' }));

  it('show what is there, own changes included', async () => {
    await db.quickReplies.bulkPut([reply(1), reply(2), reply(3, { deleted: true })]);
    await db.replySlots.bulkPut(
      [1, 2, 3, 4].map((slot) => ({ operatorId: ME, slot, replyId: id(slot), rev: 1 })),
    );
    expect(await read()).toEqual([
      { slot: 1, replyId: id(1) },
      { slot: 2, replyId: id(2) },
    ]);
    await actions().assignSlot(1, null);
    await actions().assignSlot(9, id(2));
    await actions().saveQuickReply(replyDraftFixture({ id: id(4) }), NEW_REPLY);
    expect(await read()).toEqual([
      { slot: 2, replyId: id(2) },
      { slot: 4, replyId: id(4) },
      { slot: 9, replyId: id(2) },
    ]);
  });
});

function never(): never {
  throw new Error('nothing was told');
}
