import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { expectSound, until } from '#tests/support/fake-hub/replica.ts';

const ME = operatorId(1);
const ROOMY = Number.POSITIVE_INFINITY;
let desk: EngineDesk;
let model: EngineDesk['model'];
let network: EngineDesk['network'];
let db: EngineDesk['db'];
/** Dialogs that the disk has room for; with more, nothing can be put anywhere any more. */
let room = ROOMY;
/** Counters and marks are as good as nothing; but where there is nothing at all, not even they find room. */
let roomForMarks = true;

beforeEach(() => {
  desk = new EngineDesk();
  ({ model, network, db } = desk);
  room = ROOMY;
  roomForMarks = true;
  for (const method of ['put', 'add'] as const) {
    const real = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args) {
      if ((!roomForMarks || !['meta', 'counters'].includes(this.name)) && stored >= room)
        throw new DOMException('no room left', 'QuotaExceededError');
      return real.apply(this, args);
    });
  }
});

afterEach(async () => {
  vi.restoreAllMocks();
  await desk.close();
});

/** Archived dialogs, as they were when somebody last looked. */
let stored = 0;
const measure = async () => {
  stored = (await db.counters.get('archived'))?.count ?? 0;
  return stored;
};

/** So many talks of the past, and one that goes on. */
function finished(count: number): void {
  model.clientWrites(99, 1, 'and this one is open');
  desk.finished(count);
}

async function started(): Promise<void> {
  await desk.start();
  await measure();
}

describe('no room left', () => {
  it('is told, the archive makes room, and what came meanwhile is there without anybody’s doing', async () => {
    finished(16);
    await started();
    expect(stored).toBe(16);
    room = 10;
    const told: (string | undefined)[] = [];
    desk.engine.state.subscribe(({ storage }) => told.push(storage?.kind));
    model.clientWrites(99, 1, 'is anybody there?');
    await until('room was made', async () => (await measure()) <= 8);
    await desk.caughtUp();
    expect(told).toContain('full');
    await until('nothing is wrong any more', () => desk.engine.state.current().storage === null);
    await expectSound(db, ME);
    // It does not grow again at once, or all would begin anew.
    desk.engine.reconnect();
    expect(desk.engine.state.current().archive).toBeNull();
    expect(await measure()).toBeLessThanOrEqual(8);
  });

  it('keeps the outbox, says so, and goes on once there is room', async () => {
    await started();
    model.clientWrites(1, 1, 'hello');
    await desk.caughtUp();
    network.goOffline();
    const actions = desk.actions();
    await actions.send(desk.firstDialog, 'kept', 'hidden');
    room = 0;
    await expect(actions.send(desk.firstDialog, 'refused, and its author knows', 'hidden')).rejects.toThrow(
      /no room left/,
    );
    network.online = true;
    desk.engine.reconnect();
    model.clientWrites(1, 1, 'more');
    await until('told', () => desk.engine.state.current().storage?.kind === 'full');
    expect((await db.outbox.toArray()).map(({ payload }) => payload)).toMatchObject([
      { args: { text: 'kept' } },
    ]);
    room = ROOMY;
    await desk.outboxEmpty();
    await desk.caughtUp();
    await until('nothing is wrong any more', () => desk.engine.state.current().storage === null);
    expect(
      (model.messages.get(desk.firstDialog) ?? []).filter(({ author }) => author.kind === 'operator'),
    ).toHaveLength(1);
    await expectSound(db, ME);
  });

  it('at the very beginning is told too, and sync begins once there is room', async () => {
    model.clientWrites(1, 1, 'hello');
    [room, roomForMarks] = [0, false];
    desk.engine.start();
    await until('told', () => desk.engine.state.current().storage?.kind === 'full');
    [room, roomForMarks] = [ROOMY, true];
    await desk.online();
    await desk.caughtUp();
    expect(desk.engine.state.current().storage).toBeNull();
    await expectSound(db, ME);
  });

  it('for the archive is where it ends, and no trouble to anybody', async () => {
    finished(16);
    room = 6;
    const told: unknown[] = [];
    desk.engine.state.subscribe(({ storage }) => told.push(storage));
    const watch = setInterval(() => void measure(), 1);
    desk.engine.start();
    await until(
      'it came and ended',
      async () => (await measure()) > 0 && desk.engine.state.current().archive === null,
    );
    clearInterval(watch);
    room = ROOMY;
    await desk.caughtUp();
    expect(told.every((storage) => storage === null)).toBe(true);
    await expectSound(db, ME);
  });
});
