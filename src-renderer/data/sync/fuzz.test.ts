import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { HubModel } from '#tests/support/fake-hub/model.ts';
import { Chance, FakeNetwork, NO_FAULTS } from '#tests/support/fake-hub/network.ts';
import { expectSound, expectTruth, fastEngine, isCaughtUp, until } from '#tests/support/fake-hub/replica.ts';
import { FakeHub } from '#tests/support/fake-hub/server.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { createQueries } from '../queries/queries.ts';
import { TypingStore } from '../queries/typing.ts';
import type { TranscriptView } from '../queries/views.ts';
import type { SyncEngine } from './engine.ts';

/**
 * Seeded fuzzing of several clients against the model of the hub: cuts, lost and repeated requests, lost answers, answers
 * overtaken by the socket, restarts, trimmed feeds, moved dialogs, changed rights. At the end every replica equals the
 * truth, and everything that was said was said once. A failing seed becomes a named test.
 *
 * `FUZZ_SEEDS=200` runs more, `FUZZ_SEED=7` one.
 */
const FAULTS = { lostRequest: 0.1, lostAnswer: 0.1, busy: 0.05, lateAnswer: 0.3, cut: 0.03, slow: 0.3 };
const STEPS = 80;

class FuzzClient {
  readonly me: Id;
  readonly network: FakeNetwork;
  readonly name: string;
  db: ReplicaDb;
  engine: SyncEngine;
  /** Texts in the order they were said, per dialog. */
  readonly said: { dialogId: Id; text: string }[] = [];
  private readonly chance: Chance;
  private count = 0;

  constructor(hub: FakeHub, me: Id, chance: Chance, name: string) {
    this.me = me;
    this.chance = chance;
    this.name = name;
    hub.tokens.set(name, me);
    this.network = new FakeNetwork(hub, chance);
    this.network.faults = FAULTS;
    this.db = new ReplicaDb(name);
    this.engine = this.startEngine();
  }

  private startEngine(): SyncEngine {
    const engine = fastEngine(this.db, this.me, this.name, this.network, {
      random: () => this.chance.next(),
    });
    engine.start();
    return engine;
  }

  /** As when the window is killed: nothing is asked whether it is ready. */
  async crash(): Promise<void> {
    this.db.close();
    await this.engine.stop();
    this.db = new ReplicaDb(this.name);
    this.engine = this.startEngine();
  }

  async act(): Promise<void> {
    const known = await this.db.dialogs.toCollection().primaryKeys();
    const dialogId = this.chance.pick(known);
    if (!dialogId) return;
    const actions = createActions({
      db: this.db,
      sendTyping: () => {},
      randomBytes: (length) => Uint8Array.from({ length }, () => this.chance.below(256)),
    });
    const what = this.chance.below(10);
    if (what < 2) await actions.answer(dialogId);
    else if (what < 3) await actions.finish(dialogId);
    else if (what < 4) await actions.markRead(dialogId);
    else if (what < 5) await this.engine.loadOlder(dialogId);
    else {
      const text = `${this.name} says ${(this.count += 1)}`;
      this.said.push({ dialogId, text });
      await actions.send(dialogId, text, this.chance.happens(0.2) ? 'hidden' : 'public');
    }
  }

  /** What the screen shows of a dialog, right now. */
  async look(): Promise<void> {
    const dialogId = this.chance.pick(await this.db.dialogs.toCollection().primaryKeys());
    if (!dialogId) return;
    const queries = createQueries(
      this.db,
      { operatorId: this.me, role: 'operator' },
      { current: () => this.engine.state.current(), subscribe: () => () => {} },
      new TypingStore(),
    );
    const view = await new Promise<TranscriptView>((resolve, reject) => {
      const stop = queries.transcript(dialogId, 1000).subscribe((value) => {
        resolve(value);
        setImmediate(() => stop());
      }, reject);
    });
    const ids = view.items.map((item) => item.message.id);
    expect(new Set(ids).size, 'a message shown twice').toBe(ids.length);
    const seqs = view.items.filter((item) => !item.pending).map((item) => item.message.seq);
    expect(seqs, 'a hole shown as whole').toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
    expect(view.hasOlder).toBe((seqs[0] ?? 1) > 1);
  }
}

async function step(model: HubModel, hub: FakeHub, clients: FuzzClient[], chance: Chance): Promise<void> {
  const client = chance.pick(clients);
  const dialogId = chance.pick([...model.dialogs.keys()]);
  const what = chance.below(100);
  if (what < 30)
    model.clientWrites(1 + chance.below(12), 1 + chance.below(2), `client says ${chance.below(1000)}`);
  else if (what < 65) await client?.act();
  else if (what < 70 && dialogId) model.deliver(dialogId, chance.below(5));
  else if (what < 73) model.rename(1 + chance.below(12), `Name ${chance.below(1000)}`);
  else if (what < 77 && dialogId) model.moveToLine(dialogId, 1 + chance.below(2));
  else if (what < 79 && client) model.setScope(client.me, chance.pick([[1], [2], [1, 2]]) ?? []);
  else if (what < 82) client?.network.cutAll();
  else if (what < 85) await client?.crash();
  else if (what < 86) model.trim();
  else if (what < 88) hub.dropAll();
  else if (what < 92) client?.network.goOffline();
  else if (client) {
    client.network.online = true;
    await client.look();
    await expectSound(client.db, client.me);
  }
  // Lets everybody get on for a random while.
  for (let i = chance.below(12); i > 0; i -= 1) await new Promise((resolve) => setImmediate(resolve));
}

async function settle(model: HubModel, clients: FuzzClient[]): Promise<void> {
  for (const { network, engine } of clients) {
    network.online = true;
    network.faults = NO_FAULTS;
    engine.reconnect();
  }
  for (const { db, name } of clients) {
    await until(`${name} has sent everything`, async () =>
      (await db.outbox.toArray()).every(
        (row) => row.state.kind === 'refused' || row.state.kind === 'confirmed',
      ),
    );
  }
  for (const { db, name } of clients) {
    await until(`${name} is caught up`, () => isCaughtUp(db, model));
    await until(`${name} has let go of what is done`, async () =>
      (await db.outbox.toArray()).every((row) => row.state.kind === 'refused'),
    );
  }
}

async function expectSaidOnce(model: HubModel, client: FuzzClient): Promise<void> {
  const refused = new Set(
    (await client.db.outbox.toArray()).map((row) => (row.payload as { args: { text?: string } }).args.text),
  );
  for (const dialogId of new Set(client.said.map((one) => one.dialogId))) {
    const texts = (model.messages.get(dialogId) ?? []).flatMap((message) =>
      message.body.kind === 'text' && message.body.text.startsWith(`${client.name} says`)
        ? [message.body.text]
        : [],
    );
    const expected = client.said.filter((one) => one.dialogId === dialogId && !refused.has(one.text));
    expect(texts, `what ${client.name} said in ${dialogId}`).toEqual(expected.map((one) => one.text));
  }
}

async function fuzz(seed: number): Promise<number> {
  const chance = new Chance(seed);
  const model = new HubModel();
  const hub = new FakeHub(model);
  const clients = [
    new FuzzClient(hub, model.addOperator(1, 'operator', [1]), chance, `seed${seed}-anna`),
    new FuzzClient(hub, model.addOperator(2, 'operator', [1, 2]), chance, `seed${seed}-boris`),
    new FuzzClient(hub, model.addOperator(3, 'admin', []), chance, `seed${seed}-vera`),
  ];
  for (let n = 1; n <= 6; n += 1) model.clientWrites(n, 1 + (n % 2), 'first words');
  for (let i = 0; i < STEPS; i += 1) await step(model, hub, clients, chance);
  await settle(model, clients);
  for (const client of clients) {
    await expectTruth(client.db, model, client.me);
    await expectSaidOnce(model, client);
    await client.engine.stop();
    client.db.close();
    await ReplicaDb.delete(client.name);
  }
  expect(new Set(model.executed).size, 'an intent carried out twice').toBe(model.executed.length);
  return clients.reduce((sum, client) => sum + client.network.happened, 0);
}

const only = process.env['FUZZ_SEED'];
const count = Number(process.env['FUZZ_SEEDS'] ?? 12);
const seeds = only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(only)];

describe('several clients under faults come to the truth', () => {
  it.each(seeds)(
    'seed %i',
    async (seed) => {
      expect(await fuzz(seed)).toBeGreaterThan(5);
    },
    60_000,
  );
});
