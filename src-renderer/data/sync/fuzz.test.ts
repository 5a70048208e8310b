import 'fake-indexeddb/auto';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { REPLIES_LANE } from '#shared/domain/lanes.ts';
import { isOnReplies, type OnReplies } from '#shared/intents/all.ts';
import { firstOf } from '../../client/first-of.ts';
import { firstWords, FuzzClient } from '#tests/support/fake-hub/fuzz-client.ts';
import { fakeId, HubModel } from '#tests/support/fake-hub/model.ts';
import { Chance, NO_FAULTS } from '#tests/support/fake-hub/network.ts';
import { expectSound, expectTruth, isCaughtUp, until } from '#tests/support/fake-hub/replica.ts';
import { FakeHub } from '#tests/support/fake-hub/server.ts';
import { ReplicaDb } from '../db/database.ts';
import { readEntry } from '../db/outbox-entry.ts';
import { Arrivals } from '../queries/arrivals.ts';

/**
 * Seeded fuzzing of several clients against the model of the hub: cuts, lost and repeated requests, lost answers, answers
 * overtaken by the socket, restarts, trimmed feeds, moved dialogs, changed rights. At the end every replica equals the
 * truth, with its archive, and everything that was said was said once. A failing seed becomes a named test.
 *
 * `FUZZ_SEEDS=200` runs more, `FUZZ_SEED=7` one.
 */
const STEPS = 80;
/** At least so many go wrong in each run. */
const FAULTS = 6;

/** Whoever has a dialog open sees in the end who has it, whatever was laid over it meanwhile. */
async function expectShown(model: HubModel, client: FuzzClient): Promise<void> {
  const dialogId = client.shown?.dialogId;
  if (dialogId === undefined) return;
  const truth = model.visibleTo(client.me).find(({ id }) => id === dialogId) ?? null;
  await until(`${client.name} shows the dialog as it is`, () =>
    isDeepStrictEqual(client.shown?.view?.dialog ?? null, truth),
  );
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
    await client.look(model);
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
  for (const [said, messagesOf] of [
    [client.said, model.messages],
    [client.talked, model.team.messages],
  ] as const) {
    for (const place of new Set(said.map((one) => one.dialogId))) {
      const messages = messagesOf.get(place) ?? [];
      // Of what was deleted since, nothing is left of its text.
      const deleted = messages.filter(({ body }) => body.kind === 'deleted').length;
      const expected = said.filter((one) => one.dialogId === place && !refused.has(one.text));
      const texts = textsOf(messages, client.name);
      const order = expected.map((one) => one.text).filter((text) => texts.includes(text));
      expect(texts, `what ${client.name} said in ${place}`).toEqual(order);
      expect(expected.length - texts.length, `lost in ${place}`).toBeLessThanOrEqual(deleted);
    }
  }
}

function textsOf(messages: readonly Message[] | undefined, name: string): string[] {
  return (messages ?? []).flatMap(({ body }) =>
    body.kind === 'text' && body.text.startsWith(`${name} says`) ? [firstWords(body.text)] : [],
  );
}

/** Nothing of a quick reply is lost: what is not in the hub is refused and still there whole; and nobody is in his own way. */
async function expectRepliesKept(model: HubModel, client: FuzzClient): Promise<void> {
  for (const row of await client.db.outbox.toArray()) {
    const read = readEntry(row);
    if (!read.ok || read.entry.intent.name !== 'quickReply.save') continue;
    const { intent, state } = read.entry;
    expect(intent.args.text).toMatch(/ writes \d+/);
    if (state.kind === 'refused' && state.refusal.code === 'reply_changed')
      expect(state.refusal.operatorId, 'refused for his own change').not.toBe(client.me);
  }
  const queries = client.queries(new Arrivals());
  const { replies, refused, byId } = await firstOf(queries.quickReplies());
  const shown = replies.map(({ reply }) => reply).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(shown).toEqual(model.replies.visibleTo(model.scopeOf(client.me)));
  const kept: OnReplies[] = [];
  for (const row of await client.db.outbox.where('dialogId').equals(REPLIES_LANE).toArray()) {
    const read = readEntry(row);
    if (read.ok && isOnReplies(read.entry.intent)) kept.push(read.entry.intent);
  }
  const notices = await firstOf(queries.refusals());
  const overAll = notices
    .filter(({ name }) => name.startsWith('quickReply.'))
    .map(({ intentId }) => intentId);
  expect(overAll.toSorted(), 'refused changes that are told').toEqual(kept.map(({ id }) => id).toSorted());
  // Beside the reply too, unless there is nothing to show: it went out of sight, and all he wanted was that it should go.
  const beside = kept.filter(
    (intent) =>
      intent.name === 'quickReply.save' || (intent.name === 'quickReply.delete' && byId.has(intent.args.id)),
  );
  const told = refused.flatMap((view) => view.refused.map(({ intentId }) => intentId));
  expect(told.toSorted(), 'refused changes that are shown').toEqual(beside.map(({ id }) => id).toSorted());
}

/** As with replies: a filter is kept, or its author was told that it is not; and nobody is in his own way. */
async function expectFiltersKept(model: HubModel, client: FuzzClient): Promise<void> {
  for (const row of await client.db.outbox.toArray()) {
    const { state } = row;
    if (state.kind === 'refused' && state.refusal.code === 'filter_changed')
      expect(state.refusal.operatorId, 'refused for his own change').not.toBe(client.me);
  }
  const shown = await firstOf(client.queries(new Arrivals()).savedFilters());
  const kept = model.own.rowsFor(client.me).filter(({ kind }) => kind === 'filter');
  expect(shown.map(({ filter }) => filter.id).toSorted()).toEqual(kept.map(({ row }) => row.id).toSorted());
  expect(shown.every(({ pending }) => !pending)).toBe(true);
}

/** Talks of long ago, answered and closed: what the archive brings. */
function past(model: HubModel, by: Id, chance: Chance): void {
  for (let n = 1; n <= 16; n += 1) {
    model.clientWrites(1 + chance.below(12), 1 + chance.below(2), `long ago ${n}`);
    const dialogId = [...model.dialogs.values()].find((dialog) => dialog.state.status !== 'closed')?.id ?? '';
    const act = (name: string, args: object) =>
      model.execute(by, {
        id: fakeId(10, n * 100_000 + name.length * 1000),
        name,
        args: { dialogId, ...args },
        at: n,
      });
    for (let said = chance.below(4); said > 0; said -= 1) model.clientWrites(1 + chance.below(12), 1, 'and');
    act('message.send', { text: 'long ago answered', visibility: 'public', afterSeq: null });
    act('dialog.finish', { afterSeq: null });
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
  past(model, model.addOperator(4, 'admin', []), chance);
  for (let n = 1; n <= 6; n += 1) model.clientWrites(n, 1 + (n % 2), 'first words');
  const faults = (): number => clients.reduce((sum, client) => sum + client.network.happened, 0);
  // On a busy machine the same steps ask the network for less: it goes on until enough has gone wrong.
  for (let i = 0; i < STEPS || (faults() < FAULTS && i < 20 * STEPS); i += 1)
    await step(model, hub, clients, chance);
  await settle(model, clients);
  for (const client of clients) {
    await expectTruth(client.db, model, client.me);
    await expectSaidOnce(model, client);
    await expectRepliesKept(model, client);
    await expectShown(model, client);
    await expectFiltersKept(model, client);
    client.leave();
    if (client.wrong !== null) throw client.wrong;
    await client.engine.stop();
    client.db.close();
    await ReplicaDb.delete(client.name);
  }
  expect(new Set(model.executed).size, 'an intent carried out twice').toBe(model.executed.length);
  return faults();
}

const only = process.env['FUZZ_SEED'];
const count = Number(process.env['FUZZ_SEEDS'] ?? 12);
const seeds = only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(only)];

describe('several clients under faults come to the truth', () => {
  it.each(seeds)(
    'seed %i',
    async (seed) => {
      expect(await fuzz(seed)).toBeGreaterThanOrEqual(FAULTS);
    },
    60_000,
  );
});
