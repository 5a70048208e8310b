import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOBODY_AROUND, type Around } from '#shared/domain/presence.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { dialogRecord } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import { Observed } from '../sync/state.ts';
import { lookersLive, readChoices, readLoads, readOperatorIds } from './presence.ts';
import { createQueries } from './queries.ts';
import { ReplicaReader } from './reader.ts';
import { Arrivals } from './arrivals.ts';
import { TypingStore } from './typing.ts';
import type { Live } from './views.ts';

const ME = operatorId(1);
const BORIS = operatorId(2);
const VIEWER = { operatorId: ME, role: 'operator' } as const;
const WELL = {
  current: () => ({ connection: { kind: 'online' }, firstSync: null, archive: null, storage: null }) as const,
  subscribe: () => () => undefined,
};

let db: ReplicaDb;
let reader: ReplicaReader;
let names = 0;
const stops: (() => void)[] = [];

beforeEach(async () => {
  db = new ReplicaDb(`presence-${(names += 1)}`);
  reader = new ReplicaReader(db, VIEWER);
  for (const id of [ME, BORIS]) {
    const row = { id, name: id, role: 'operator', active: true, rev: 1 } as const;
    await db.directory.put({ kind: 'operator', id, row });
  }
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  db.close();
});

const actions = () => createActions({ db, sendTyping: () => {}, now: () => 5_000 });
const around = (more: Partial<Around>): Observed<Around> => new Observed({ ...NOBODY_AROUND, ...more });

/** The values that come, and the way to wait for one. */
function follow<T>(live: Live<T>): { until: (wanted: (value: T) => boolean) => Promise<T> } {
  const waiting = new Set<() => void>();
  let last: { value: T } | null = null;
  stops.push(
    live.subscribe((value) => {
      last = { value };
      for (const look of waiting) look();
    }),
  );
  return {
    until: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!last || !wanted(last.value)) return;
          waiting.delete(look);
          resolve(last.value);
        };
        waiting.add(look);
        look();
      }),
  };
}

describe('presence', () => {
  it('joins what was chosen with who is connected, and follows both', async () => {
    const source = around({});
    const queries = createQueries(db, VIEWER, {
      status: WELL,
      typing: new TypingStore(),
      arrivals: new Arrivals(),
      around: source,
    });
    const boris = follow(queries.presence(BORIS));
    await boris.until(({ state }) => state === 'unknown');
    const connected = { operatorId: BORIS, since: 7, idleSince: null };
    source.set({ connected: { [BORIS]: connected }, looking: {} });
    expect(await boris.until(({ state }) => state === 'online')).toMatchObject({ since: 7 });
    source.set({ connected: { [BORIS]: { ...connected, idleSince: 9 } }, looking: {} });
    expect(await boris.until(({ state }) => state === 'away')).toMatchObject({ since: 9 });
    const row = { id: BORIS, choice: 'break', since: 11, rev: 1 } as const;
    await db.directory.put({ kind: 'presence', id: BORIS, row });
    expect(await boris.until(({ state }) => state === 'break')).toMatchObject({ since: 11 });
    source.set({ connected: {}, looking: {} });
    const all = await follow(queries.presences()).until((map) => map.get(BORIS)?.connected === false);
    expect(all.get(ME)?.state).toBe('offline');
    expect(await readOperatorIds(db)).toEqual([ME, BORIS]);
  });

  it('shows one’s own choice at once, until it is refused or covered', async () => {
    await actions().setPresence('break');
    expect((await readChoices(reader)).get(ME)).toMatchObject({ choice: 'break', since: 5_000 });
    const row = await db.outbox.toCollection().first();
    await db.outbox.update(row?.n ?? 0, {
      state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 },
    });
    expect((await readChoices(reader)).get(ME)).toBeUndefined();
  });

  it('is nothing that changes dialogs', async () => {
    await db.dialogs.put(dialogRecord(dialogFixture({ id: dialogId(1) }), ME, 1));
    await actions().setPresence('break');
    expect((await reader.overlaidDialogs()).size).toBe(0);
    expect((await reader.dialog(dialogId(1)))?.pending).toBe(false);
  });
});

it('those who look are the others', async () => {
  const source = around({ looking: { [dialogId(1)]: [ME, BORIS] } });
  const lookers = follow(lookersLive(source, dialogId(1), ME));
  expect(await lookers.until((ids) => ids.length > 0)).toEqual([BORIS]);
  source.set(NOBODY_AROUND);
  expect(await lookers.until((ids) => ids.length === 0)).toEqual([]);
});

it('a load is what is open and what waits, own pending deeds included', async () => {
  const mine = { status: 'active', responsibleId: ME } as const;
  const closed = { status: 'closed', responsibleId: ME, closedAt: 1, outcome: 'finished' } as const;
  const dialogs = [
    dialogFixture({ id: dialogId(1), state: mine, waitingSince: 1 }),
    dialogFixture({ id: dialogId(2), state: mine, waitingSince: null }),
    dialogFixture({ id: dialogId(3), state: closed, waitingSince: null }),
    dialogFixture({ id: dialogId(4), state: { status: 'active', responsibleId: BORIS }, waitingSince: 3 }),
    dialogFixture({ id: dialogId(5), state: { status: 'queued' }, waitingSince: 3 }),
  ];
  await db.dialogs.bulkPut(dialogs.map((dialog) => dialogRecord(dialog, ME, 1)));
  expect([...(await readLoads(reader)).values()]).toEqual([
    { operatorId: ME, open: 2, waiting: 1 },
    { operatorId: BORIS, open: 1, waiting: 1 },
  ]);
  await actions().answer(dialogId(5));
  await actions().finish(dialogId(2));
  expect((await readLoads(reader)).get(ME)).toEqual({ operatorId: ME, open: 2, waiting: 2 });
});
