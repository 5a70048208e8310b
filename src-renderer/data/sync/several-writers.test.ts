import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { HubModel } from '#tests/support/fake-hub/model.ts';
import { Chance, FakeNetwork, NO_FAULTS } from '#tests/support/fake-hub/network.ts';
import { expectTruth, fastEngine, isCaughtUp, until } from '#tests/support/fake-hub/replica.ts';
import { FakeHub } from '#tests/support/fake-hub/server.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';

/**
 * Two windows without Web Locks (plain HTTP on a LAN) sync into one database at the same time. Wasteful, but the replica
 * must come to the truth all the same, and nothing be sent twice.
 */
async function together(seed: number): Promise<void> {
  const chance = new Chance(seed);
  const model = new HubModel();
  const me = model.addOperator(1, 'operator', [1]);
  model.addOperator(2, 'operator', [1, 2]);
  const hub = new FakeHub(model);
  hub.tokens.set('t', me);
  for (let n = 1; n <= 8; n += 1) model.clientWrites(n, 1, 'hello');
  const windows = [1, 2].map(() => {
    const db = new ReplicaDb(`writers-${seed}`);
    const network = new FakeNetwork(hub, chance);
    network.faults = { ...NO_FAULTS, lateAnswer: 0.5, slow: 0.5, cut: 0.05, lostAnswer: 0.1 };
    const engine = fastEngine(db, me, 't', network);
    engine.start();
    return { db, network, engine };
  });
  for (let i = 0; i < 60; i += 1) {
    const what = chance.below(20);
    const dialogId = chance.pick([...model.dialogs.keys()]) ?? '';
    const window = chance.pick(windows);
    if (what < 10) model.clientWrites(1 + chance.below(10), 1, `text ${i}`);
    else if (what < 12) model.moveToLine(dialogId, 1 + chance.below(2));
    else if (what < 13) model.setScope(me, chance.pick([[1], [1, 2]]) ?? []);
    else if (what < 14) model.trim();
    else if (window && (await window.db.dialogs.get(dialogId)))
      await createActions({ db: window.db, sendTyping: () => {} }).send(dialogId, `answer ${i}`, 'hidden');
    for (let turn = chance.below(15); turn > 0; turn -= 1) await new Promise((go) => setImmediate(go));
  }
  for (const { network } of windows) network.faults = NO_FAULTS;
  const db = new ReplicaDb(`writers-${seed}`);
  await until('both are done', async () => (await isCaughtUp(db, model)) && (await onlyRefused(db)));
  await expectTruth(db, model, me);
  db.close();
  expect(new Set(model.executed).size).toBe(model.executed.length);
  for (const window of windows) {
    await window.engine.stop();
    window.db.close();
  }
}

async function onlyRefused(db: ReplicaDb): Promise<boolean> {
  return (await db.outbox.toArray()).every((row) => row.state.kind === 'refused');
}

describe('several writers of one replica', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i', together, 30_000);
});
