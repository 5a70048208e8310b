import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { contactId, dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { ARRIVAL_FADES_MS, Arrivals, joined, withArrivals } from './arrivals.ts';
import { COALESCE_MS } from './live.ts';
import { createQueries } from './queries.ts';
import { TypingStore } from './typing.ts';
import type { TranscriptItem, TranscriptView } from './views.ts';

const said = (seq: number, patch: Partial<Message> = {}): Message => ({
  id: fakeId(8, seq),
  dialogId: dialogId(1),
  seq,
  author: { kind: 'client', contactId: contactId(1) },
  visibility: 'public',
  body: { kind: 'text', text: `message ${seq}`, attachments: [] },
  ...UNMARKED,
  delivery: null,
  at: seq,
  rev: 1,
  ...patch,
});
const range = (from: number, to: number): Message[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => said(from + i));
const known = (messages: Message[]): TranscriptItem[] =>
  messages.map((message) => ({ message, pending: null }));
const own = (...messages: Message[]): TranscriptItem[] =>
  messages.map((message) => ({ message, pending: { kind: 'sending' } }));
const view = (...items: TranscriptItem[]): TranscriptView => ({
  items,
  hasOlder: (items[0]?.message.seq ?? 1) > 1,
});
const seqs = ({ items }: TranscriptView) => items.map((item) => item.message.seq);
const ids = ({ items }: TranscriptView) => items.map((item) => item.message.id);

const texts = ({ items }: TranscriptView) =>
  items.map(({ message: { body } }) =>
    body.kind === 'event' ? body.event.type : body.kind === 'text' ? body.text : '',
  );

describe('a transcript with what is on its way', () => {
  it('is what the replica will read, wherever its reading stands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 15 }),
        (from, to, order, limit) => {
          const read = (newest: number): TranscriptView =>
            view(...known(range(Math.max(from, newest - limit + 1), newest)));
          const arrived = order.map((seq) => said(seq));
          let newest = to;
          if (to >= from) while (order.includes(newest + 1)) newest += 1;
          expect(joined(read(to), arrived, limit)).toEqual(read(newest));
        },
      ),
    );
  });

  it('shows nothing behind a hole, and nothing where nothing is known', () => {
    expect(seqs(joined(view(...known(range(3, 5))), [said(7), said(8)], 60))).toEqual([3, 4, 5]);
    expect(joined(view(), [said(1)], 60).items).toEqual([]);
  });

  it('takes the newest version of a message', () => {
    const shown = joined(view(...known(range(1, 2))), [said(3), said(3, { rev: 2 })], 60);
    expect(shown.items.at(-1)?.message.rev).toBe(2);
    expect(shown.items).toHaveLength(3);
  });

  it('puts it before what is pending, whose place moves on', () => {
    const mine = said(3, { id: fakeId(9, 1) });
    const shown = joined(view(...known(range(1, 2)), ...own(mine)), [said(3)], 60);
    expect(ids(shown)).toEqual([said(1).id, said(2).id, said(3).id, mine.id]);
    expect(seqs(shown)).toEqual([1, 2, 3, 4]);
    expect(shown.items.at(-1)?.pending).toEqual({ kind: 'sending' });
  });

  it("puts the hub's word of an own message in the place of the pending one", () => {
    const [first, second] = [said(3, { id: fakeId(9, 1) }), said(4, { id: fakeId(9, 2) })];
    const shown = joined(
      view(...known(range(1, 2)), ...own(first, second)),
      [said(3), { ...first, seq: 4 }],
      60,
    );
    expect(ids(shown)).toEqual([said(1).id, said(2).id, said(3).id, first.id, second.id]);
    expect(seqs(shown)).toEqual([1, 2, 3, 4, 5]);
    expect(shown.items.map((item) => item.pending?.kind ?? null)).toEqual([
      null,
      null,
      null,
      null,
      'sending',
    ]);
  });
});

describe('what is told of arrivals', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function watched(first: TranscriptView, limit = 60) {
    const arrivals = new Arrivals();
    const told: TranscriptView[] = [];
    let read: (view: TranscriptView) => void = () => {};
    const source = withArrivals(arrivals, { dialogId: dialogId(1), limit }, (onValue) => {
      read = onValue;
      return () => true;
    });
    const stop = source(
      (value) => told.push(value),
      () => {},
      null,
    );
    read(first);
    const hears = (...messages: Message[]) => arrivals.heard({ kind: 'messages', messages, dialogs: [] });
    return { arrivals, told, stop, hears, read: (next: TranscriptView) => read(next) };
  }

  it('the first comes at once, the rest of a burst together', () => {
    const { told, hears } = watched(view(...known(range(1, 1))));
    for (const message of range(2, 6)) hears(message);
    expect(told.map(seqs)).toEqual([[1], [1, 2]]);
    vi.advanceTimersByTime(COALESCE_MS);
    expect(told.map(seqs)).toEqual([[1], [1, 2], [1, 2, 3, 4, 5, 6]]);
  });

  it('nothing is told of another dialog, or before the replica was read', () => {
    const { told, hears } = watched(view(...known(range(1, 1))));
    hears(said(2, { dialogId: dialogId(2) }));
    expect(told).toHaveLength(1);
    const arrivals = new Arrivals();
    const early: TranscriptView[] = [];
    const source = withArrivals(arrivals, { dialogId: dialogId(1), limit: 60 }, () => () => true);
    source(
      (value) => early.push(value),
      () => {},
      null,
    );
    arrivals.heard({ kind: 'messages', messages: [said(1)], dialogs: [] });
    expect(early).toEqual([]);
  });

  it('the replica has the last word', () => {
    const { told, hears, read } = watched(view(...known(range(1, 1))));
    hears(said(2));
    read(view(...known([said(1), said(2, { rev: 3 })])));
    expect(told.at(-1)?.items.map((item) => item.message.rev)).toEqual([1, 3]);
    // Out of scope, or thrown away: nothing of it comes back by itself.
    read(view());
    expect(told.at(-1)?.items).toEqual([]);
  });

  it('what does not come into the replica fades, and what is withdrawn goes at once', () => {
    const { arrivals, told, hears } = watched(view(...known(range(1, 1))));
    hears(said(2));
    vi.advanceTimersByTime(ARRIVAL_FADES_MS + COALESCE_MS);
    expect(told.at(-1) && seqs(told.at(-1) ?? view())).toEqual([1]);
    hears(said(2));
    arrivals.heard({ kind: 'withdrawn' });
    vi.advanceTimersByTime(COALESCE_MS);
    expect(seqs(told.at(-1) ?? view())).toEqual([1]);
    expect(told.map(seqs)).toContainEqual([1, 2]);
  });

  it('nothing is shown after the person left, and nothing told to who does not look', () => {
    const { arrivals, told, hears, stop } = watched(view(...known(range(1, 1))));
    hears(said(2));
    arrivals.close();
    vi.advanceTimersByTime(COALESCE_MS);
    expect(seqs(told.at(-1) ?? view())).toEqual([1]);
    hears(said(2));
    vi.advanceTimersByTime(COALESCE_MS);
    expect(seqs(told.at(-1) ?? view())).toEqual([1]);
    stop();
    const before = told.length;
    hears(said(2));
    vi.runAllTimers();
    expect(told).toHaveLength(before);
  });
});

describe('with sync', () => {
  let desk: EngineDesk;
  beforeEach(() => {
    desk = new EngineDesk();
  });
  afterEach(() => desk.close());

  function open(limit: number) {
    const arrivals = new Arrivals();
    desk.engine.onArrival((arrival) => arrivals.heard(arrival));
    const queries = createQueries(
      desk.db,
      { operatorId: desk.me, role: 'operator' },
      {
        status: { current: () => desk.engine.state.current(), subscribe: () => () => {} },
        typing: new TypingStore(),
        arrivals,
      },
    );
    const told: TranscriptView[] = [];
    const stop = queries.transcript(desk.firstDialog, limit).subscribe((value) => told.push(value));
    return { told, stop };
  }

  it('a message is shown before it is committed, and the commit changes nothing on the screen', async () => {
    desk.model.clientWrites(1, 1, 'hello');
    desk.model.clientWrites(1, 1, 'anybody?');
    await desk.start();
    const { told, stop } = open(2);
    await until('the transcript was read', () => told.length === 1);
    // Nothing is committed as long as this transaction lasts.
    const committed = desk.db.transaction('rw', desk.db.tables, async () => {
      desk.model.clientWrites(1, 1, 'now');
      for (let n = 0; told.length === 1 && n < 5_000; n += 1) await desk.db.meta.count();
      return told.length;
    });
    expect(await committed).toBe(2);
    await desk.caughtUp();
    desk.model.clientWrites(1, 1, 'and now');
    await until('the next one is shown', () => told.length > 2);
    expect(told.map(texts)).toEqual([
      ['hello', 'anybody?'],
      ['anybody?', 'now'],
      ['now', 'and now'],
    ]);
    stop();
  });
});
