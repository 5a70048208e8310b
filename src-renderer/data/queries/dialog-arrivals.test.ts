import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { ANNA, BORIS, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { ARRIVAL_FADES_MS, Arrivals } from './arrivals.ts';
import { dialogWithArrivals, type DialogReading } from './dialog-arrivals.ts';
import { createQueries } from './queries.ts';
import { TypingStore } from './typing.ts';
import type { DialogView } from './views.ts';

const his = dialogFixture({ state: { status: 'active', responsibleId: BORIS }, rev: 4 });
const mine = { ...his, state: { status: 'active', responsibleId: ANNA } as const, rev: 5 };

/** Only the row matters here. */
const viewOf = (dialog: Dialog) => ({ dialog }) as DialogView;
const reading = (row: Dialog, as: DialogReading['as'] = viewOf): DialogReading => ({
  view: viewOf(row),
  row,
  as,
});

describe('a dialog with what is on its way', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function watched(first: DialogReading | null) {
    const arrivals = new Arrivals();
    const told: (Dialog | null)[] = [];
    let readings = 0;
    let read: (next: DialogReading | null) => void = () => {};
    const source = dialogWithArrivals(arrivals, his.id, (onValue, _onError, known) => {
      if (!known) readings += 1;
      read = onValue;
      return () => true;
    });
    const listen = (known: { value: DialogView | null } | null) =>
      source(
        (view) => told.push(view?.dialog ?? null),
        () => {},
        known,
      );
    const stop = listen(null);
    read(first);
    const hears = (dialog: Dialog, words = messageFixture()) =>
      arrivals.heard({ kind: 'messages', messages: [words], dialogs: [dialog] });
    return {
      arrivals,
      told,
      hears,
      stop,
      listen,
      read: (next: DialogReading | null) => read(next),
      count: () => readings,
    };
  }

  it('has a new owner at once; a mere message is left to its commit', () => {
    const { told, hears } = watched(reading(his));
    hears({ ...his, lastSeq: 9, unread: 1, rev: 5 });
    expect(told.at(-1)).toBe(his);
    hears({ ...mine, rev: 6 });
    expect(told.at(-1)).toEqual({ ...mine, rev: 6 });
  });

  it('is told as the replica has it when that is as new, is gone, or cannot say more', () => {
    const { told, hears, read } = watched(reading(his));
    hears(mine);
    expect(told.at(-1)).toBe(mine);
    const closed = { ...mine, rev: 6, state: { status: 'queued' } as const };
    read(reading(closed));
    expect(told.at(-1)).toBe(closed);
    read(null);
    expect(told.at(-1)).toBeNull();
    const unable = watched(reading(his, () => null));
    unable.hears(mine);
    expect(new Set(unable.told)).toEqual(new Set([his]));
  });

  it('is as before again when what was told is withdrawn, or never comes into the replica', () => {
    const { arrivals, told, hears } = watched(reading(his));
    hears(mine);
    arrivals.heard({ kind: 'withdrawn' });
    expect(told.at(-1)).toBe(his);
    hears(mine, messageFixture({ seq: 2 }));
    expect(told.at(-1)).toBe(mine);
    vi.advanceTimersByTime(ARRIVAL_FADES_MS);
    expect(told.at(-1)).toBe(his);
  });

  it('an older word that fades takes no newer one with it', () => {
    const { told, hears } = watched(reading(his));
    hears(mine);
    vi.advanceTimersByTime(ARRIVAL_FADES_MS - 1);
    const later = { ...mine, rev: 6, participantIds: [BORIS] };
    hears(later, messageFixture({ seq: 2 }));
    vi.advanceTimersByTime(1);
    expect(told.at(-1)).toBe(later);
  });

  it('who comes back while it is still true begins with it; with something laid over it, it is read again', () => {
    const desk = watched(reading(his));
    expect(desk.stop()).toBe(true);
    const stop = desk.listen({ value: viewOf(his) });
    expect(desk.count()).toBe(1);
    desk.hears(mine);
    expect(desk.told.at(-1)).toBe(mine);
    expect(stop()).toBe(false);
    desk.listen(null);
    expect(desk.count()).toBe(2);
  });
});

describe('with sync', () => {
  let desk: EngineDesk;
  beforeEach(() => {
    desk = new EngineDesk();
  });
  afterEach(() => desk.close());

  const colleague = operatorId(2);
  let deeds = 0;
  const does = (actor: string, name: string, args: object) => {
    const id = fakeId(11, (deeds += 1));
    const done = desk.model.execute(actor, {
      id,
      name,
      args: { dialogId: desk.firstDialog, ...args },
      at: deeds,
    });
    expect(done, name).toMatchObject({ status: 'done' });
  };

  /** The dialog was given to the colleague, and is watched. */
  async function given() {
    desk.model.clientWrites(1, 1, 'hello');
    const to = { kind: 'operator', operatorId: colleague };
    const card = { reason: '', promised: '', promisedUntil: null };
    does(desk.me, 'dialog.answer', {});
    does(desk.me, 'dialog.transfer', { to, card });
    does(colleague, 'dialog.acceptTransfer', {});
    await desk.start();
    const arrivals = new Arrivals();
    desk.engine.onArrival((arrival) => arrivals.heard(arrival));
    const status = { current: () => desk.engine.state.current(), subscribe: () => () => {} };
    const viewer = { operatorId: desk.me, role: 'operator' } as const;
    const queries = createQueries(desk.db, viewer, { status, typing: new TypingStore(), arrivals });
    const told: (DialogView | null)[] = [];
    const stop = queries.dialog(desk.firstDialog).subscribe((view) => told.push(view));
    await until('the dialog was read', () => told.length === 1);
    return { told, stop };
  }

  /** Does it while nothing can be committed. @returns what was told meanwhile */
  const uncommitted = (what: () => void, told: readonly unknown[]): Promise<number> =>
    desk.db.transaction('rw', desk.db.tables, async () => {
      const before = told.length;
      what();
      for (let n = 0; told.length === before && n < 3_000; n += 1) await desk.db.meta.count();
      return told.length - before;
    });

  it('what is handed back may be answered before it is committed, and the commit changes nothing', async () => {
    const { told, stop } = await given();
    expect(told[0]?.can.reply?.code).toBe('not_responsible');
    expect(await uncommitted(() => does(colleague, 'dialog.handBack', { note: 'yours' }), told)).toBe(1);
    expect(told[1]).toMatchObject({ can: { reply: null }, dialog: { state: { responsibleId: desk.me } } });
    expect(told[1]?.responsible?.id).toBe(desk.me);
    await desk.caughtUp();
    desk.model.rename(1, 'Another name');
    await until('a later commit is told', () => told.length > 2);
    expect(told[2]?.contact?.name).toBe('Another name');
    expect(told[2]?.dialog).toBe(told[1]?.dialog);
    stop();
  });
});
