import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { expectTruth, until } from '#tests/support/fake-hub/replica.ts';

const ME = operatorId(1);
let desk: EngineDesk;
let model: EngineDesk['model'];
let hub: EngineDesk['hub'];
let network: EngineDesk['network'];
let db: EngineDesk['db'];

beforeEach(() => {
  desk = new EngineDesk();
  ({ model, hub, network, db } = desk);
});

afterEach(() => desk.close());

describe('the archive', () => {
  const archived = async () => (await db.counters.get('archived'))?.count ?? 0;
  const asked = () => hub.requests.filter((one) => one.includes('archive')).length;

  it('comes when the replica is live, by several answers, and says how far it is', async () => {
    desk.finished(20);
    const seen: number[] = [];
    desk.engine.state.subscribe(({ archive }) => seen.push(archive?.done ?? -1));
    await desk.start();
    await expectTruth(db, model, ME);
    expect(await archived()).toBe(20);
    expect(asked()).toBe(4);
    expect(seen.filter((done) => done > 0)).toEqual([6, 12, 18]);
    expect(desk.engine.state.current().archive).toBeNull();
    await desk.restart();
    expect(asked()).toBe(4);
  });

  it('goes on after a restart where it stopped', async () => {
    desk.finished(20);
    desk.engine.state.subscribe(({ archive }) => {
      if (archive?.done === 12) network.goOffline();
    });
    desk.engine.start();
    await until('a part is here', () => !network.online);
    await desk.engine.stop();
    expect(await archived()).toBe(12);
    network.online = true;
    hub.requests.length = 0;
    await desk.restart();
    expect(asked()).toBe(2);
    await expectTruth(db, model, ME);
  });

  it('keeps what came of an answer that was cut off', async () => {
    desk.finished(20);
    network.faults = { ...network.faults, cutAnswer: 0.7 };
    await desk.start();
    network.faults = { ...network.faults, cutAnswer: 0 };
    await expectTruth(db, model, ME);
  });

  it('ends where enough is here', async () => {
    await desk.engine.stop();
    desk.engine = desk.newEngine({ depth: { days: 90, dialogs: 10 } });
    desk.finished(20);
    await desk.start();
    expect(await archived()).toBeLessThanOrEqual(12);
    expect(asked()).toBe(2);
  });

  it('goes with the rights and comes with them', async () => {
    desk.finished(10);
    await desk.start();
    model.setScope(ME, [2]);
    await until('nothing of it is here', async () => (await archived()) === 0);
    await desk.caughtUp();
    expect(await db.contacts.count()).toBe(0);
    model.setScope(ME, [1]);
    await until('it is here again', async () => (await archived()) === 10);
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });

  it('is taken anew with everything else when the cache is cleared, and the outbox is not', async () => {
    desk.finished(10);
    model.clientWrites(1, 1, 'open');
    await desk.start();
    network.goOffline();
    const id = [...model.dialogs.values()].at(-1)?.id ?? '';
    await desk.actions().send(id, 'said offline', 'hidden');
    await desk.actions().saveDraft(id, { text: 'to be said', hidden: false });
    desk.engine.clearCache();
    await until('nothing is here', async () => (await db.dialogs.count()) + (await archived()) === 0);
    expect(await db.outbox.count()).toBe(1);
    network.online = true;
    desk.engine.reconnect();
    await desk.outboxEmpty();
    await desk.caughtUp();
    await until('it is here again', async () => (await archived()) === 10);
    await expectTruth(db, model, ME);
    expect((await db.drafts.get(id))?.text).toBe('to be said');
    expect(model.executed).toContain(model.messages.get(id)?.at(-1)?.id);
  });
});
