import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { contactId, HubModel, operatorId } from '#tests/support/fake-hub/model.ts';
import { Chance, FakeNetwork } from '#tests/support/fake-hub/network.ts';
import { expectTruth, fastEngine, isCaughtUp, until } from '#tests/support/fake-hub/replica.ts';
import { FakeHub } from '#tests/support/fake-hub/server.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import type { SyncEngine } from './engine.ts';
import { readSyncMeta } from './sync-meta.ts';

const ME = operatorId(1);
let model: HubModel;
let hub: FakeHub;
let network: FakeNetwork;
let db: ReplicaDb;
let engine: SyncEngine;
let names = 0;

beforeEach(() => {
  model = new HubModel();
  model.addOperator(1, 'operator', [1]);
  model.addOperator(2, 'operator', [1, 2]);
  hub = new FakeHub(model);
  hub.tokens.set('t1', ME);
  network = new FakeNetwork(hub, new Chance(1));
  db = new ReplicaDb(`engine-${(names += 1)}`);
  engine = fastEngine(db, ME, 't1', network);
});

afterEach(async () => {
  await engine.stop();
  db.close();
});

const caughtUp = () => until('the replica is caught up', () => isCaughtUp(db, model));
const empty = () => until('the outbox is empty', async () => (await db.outbox.count()) === 0);
const online = () => until('online', () => engine.state.current().connection.kind === 'online');
const firstDialog = (): Id => [...model.dialogs.keys()][0] ?? '';
const act = () => createActions({ db, sendTyping: () => {} });

async function started(): Promise<void> {
  engine.start();
  await online();
  await caughtUp();
}

/** The same person, the client started again. */
async function restart(): Promise<void> {
  await engine.stop();
  engine = fastEngine(db, ME, 't1', network);
  await started();
}

describe('first sync', () => {
  it('brings everything in scope by pages and nothing else', async () => {
    for (let n = 1; n <= 8; n += 1) model.clientWrites(n, n % 2 === 0 ? 2 : 1, `question ${n}`);
    await started();
    await expectTruth(db, model, ME);
    expect(await db.dialogs.count()).toBe(4);
  });

  it('says that it is under way before the first page comes, and when the hub cannot be reached', async () => {
    network.online = false;
    engine.start();
    await until('the hub was tried', () => engine.state.current().connection.kind === 'reconnecting');
    expect(engine.state.current().firstSync).toEqual({ done: 0, total: 0 });
    network.online = true;
    await online();
    expect(engine.state.current().firstSync).toBeNull();
    await engine.stop();
    network.online = false;
    engine = fastEngine(db, ME, 't1', network);
    engine.start();
    await until('the hub was tried', () => engine.state.current().connection.kind === 'reconnecting');
    expect(engine.state.current().firstSync).toBeNull();
  });

  it('goes on after a restart where it stopped', async () => {
    for (let n = 1; n <= 9; n += 1) model.clientWrites(n, 1, `question ${n}`);
    const seen: (number | undefined)[] = [];
    engine.state.subscribe((state) => {
      seen.push(state.firstSync?.done);
      if (state.firstSync?.done === 3) network.goOffline();
    });
    engine.start();
    await until('the first page is here', () => !network.online);
    await engine.stop();
    expect((await readSyncMeta(db)).snapshot).toMatchObject({ done: 3, total: 9 });
    network.online = true;
    hub.requests.length = 0;
    await restart();
    await expectTruth(db, model, ME);
    expect(hub.requests.filter((one) => one.includes('snapshot'))).toHaveLength(2);
    expect(engine.state.current().firstSync).toBeNull();
  });

  it('begins again when the hub no longer knows the page', async () => {
    for (let n = 1; n <= 9; n += 1) model.clientWrites(n, 1, `question ${n}`);
    let trimmed = false;
    engine.state.subscribe((state) => {
      if (state.firstSync?.done !== 6 || trimmed) return;
      trimmed = true;
      model.trim();
    });
    await started();
    expect(hub.requests.filter((one) => one.includes('snapshot'))).toHaveLength(6);
    await expectTruth(db, model, ME);
  });

  it('takes what happened during the snapshot from the feed', async () => {
    for (let n = 1; n <= 7; n += 1) model.clientWrites(n, 1, `question ${n}`);
    engine.state.subscribe((state) => {
      if (state.firstSync?.done !== 3) return;
      model.clientWrites(1, 1, 'and one more thing');
      model.clientWrites(20, 1, 'a new client');
      model.moveToLine(firstDialog(), 2);
    });
    await started();
    await expectTruth(db, model, ME);
  });
});

describe('the feed', () => {
  it('brings changes as they happen', async () => {
    await started();
    model.clientWrites(1, 1, 'hello');
    model.rename(1, 'Pavel');
    model.clientWrites(1, 1, 'are you there?');
    await caughtUp();
    await expectTruth(db, model, ME);
    expect((await db.contacts.get(contactId(1)))?.name).toBe('Pavel');
  });

  it('takes back what leaves the scope, with its messages and its client', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    model.moveToLine(firstDialog(), 2);
    await caughtUp();
    expect(await db.dialogs.count()).toBe(0);
    expect(await db.messages.count()).toBe(0);
    expect(await db.contacts.count()).toBe(0);
    expect(await db.coverage.count()).toBe(0);
    model.moveToLine(firstDialog(), 1);
    await caughtUp();
    await expectTruth(db, model, ME);
  });

  it('takes a new snapshot when the rights change, and drops what is no longer seen', async () => {
    for (let n = 1; n <= 5; n += 1) model.clientWrites(n, 1, 'line one');
    for (let n = 6; n <= 8; n += 1) model.clientWrites(n, 2, 'line two');
    await started();
    model.setScope(ME, [2]);
    await until('the other line is here', async () => (await db.dialogs.count()) === 3);
    await caughtUp();
    await expectTruth(db, model, ME);
  });

  it('catches up after the feed was trimmed below the cursor', async () => {
    for (let n = 1; n <= 5; n += 1) model.clientWrites(n, 1, 'hello');
    await started();
    network.goOffline();
    model.moveToLine(firstDialog(), 2);
    for (let n = 6; n <= 30; n += 1) model.clientWrites(n, 1, 'hello');
    model.trim();
    network.online = true;
    await caughtUp();
    await expectTruth(db, model, ME);
  });

  it('does not reconnect in a hurry without end, and hurries when asked', async () => {
    await engine.stop();
    engine = fastEngine(db, ME, 't1', network, { backoff: { baseMs: 600_000, maxMs: 600_000 } });
    await started();
    network.goOffline();
    await until('the loss is noticed', () => engine.state.current().connection.kind === 'reconnecting');
    network.online = true;
    engine.reconnect();
    await online();
  });

  it('believes the device that the network is gone, without waiting for a silent heartbeat', async () => {
    await engine.stop();
    engine = fastEngine(db, ME, 't1', network, { backoff: { baseMs: 600_000, maxMs: 600_000 } });
    await started();
    // The socket still looks alive, as it does when the network just went away.
    engine.networkLost();
    await until('it says so', () => engine.state.current().connection.kind === 'offline');
    engine.reconnect();
    await online();
  });

  it('goes on when the device is wrong about its network', async () => {
    await started();
    engine.networkLost();
    await online();
    model.clientWrites(1, 1, 'still here');
    await caughtUp();
  });
});

describe('the network', () => {
  it('when the device says it is gone, that is told at once, and it is tried again', async () => {
    await engine.stop();
    let hasNetwork = true;
    engine = fastEngine(db, ME, 't1', network, { hasNetwork: () => hasNetwork });
    await started();
    hasNetwork = false;
    network.online = false;
    engine.networkLost();
    await until('offline', () => engine.state.current().connection.kind === 'offline');
    // The device may be wrong, e.g. about a hub on this very machine.
    network.online = true;
    await online();
  });
});

describe('the outbox', () => {
  it('sends what was done offline, in order and once', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    network.goOffline();
    const actions = act();
    await actions.answer(firstDialog());
    for (const text of ['one', 'two', 'three']) await actions.send(firstDialog(), text, 'public');
    network.online = true;
    await empty();
    await caughtUp();
    await expectTruth(db, model, ME);
    const said = (model.messages.get(firstDialog()) ?? []).flatMap((m) => (m.delivery ? [m.body] : []));
    expect(said.map((body) => body.kind === 'text' && body.text)).toEqual(['one', 'two', 'three']);
  });

  it('sends again when the answer is lost, and the hub does it once', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    network.faults = { ...network.faults, lostAnswer: 1 };
    await act().send(firstDialog(), 'hi', 'public');
    await until('the hub has it', () => model.executed.length === 1);
    network.faults = { ...network.faults, lostAnswer: 0 };
    await empty();
    expect(model.executed).toHaveLength(1);
    await caughtUp();
    await expectTruth(db, model, ME);
  });

  it('survives a restart in the middle of sending', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    network.faults = { ...network.faults, lostAnswer: 1 };
    await act().send(firstDialog(), 'hi', 'public');
    await until('it was sent', async () => ((await db.outbox.toArray())[0]?.attempts ?? 0) > 0);
    await engine.stop();
    network.faults = { ...network.faults, lostAnswer: 0 };
    await restart();
    await empty();
    expect(model.executed).toHaveLength(1);
  });

  it('keeps a refused intent until the person has seen it, and lets fall what counted on it', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    network.goOffline();
    const actions = act();
    await actions.answer(firstDialog());
    await actions.send(firstDialog(), 'I am on it', 'public');
    await actions.send(firstDialog(), 'note', 'hidden');
    model.execute(operatorId(2), {
      id: '00000000-0000-7000-8000-000000000001',
      name: 'dialog.answer',
      args: { dialogId: firstDialog() },
      at: 1,
    });
    network.online = true;
    const refusal = { code: 'claimed_by_other', operatorId: operatorId(2) };
    await until('both are refused', async () => {
      const rows = await db.outbox.toArray();
      return rows.length === 2 && rows.every((row) => row.state.kind === 'refused');
    });
    const rows = await db.outbox.toArray();
    expect(rows.map((row) => row.state)).toMatchObject([{ refusal }, { refusal }]);
    const notes = (model.messages.get(firstDialog()) ?? []).filter((m) => m.body.kind === 'text');
    expect(notes.at(-1)?.visibility).toBe('hidden');
    expect(await actions.discard(rows[1]?.id ?? '')).toBe('I am on it');
    expect(await db.outbox.count()).toBe(1);
  });

  it('isolates what the hub cannot read, and sends the rest', async () => {
    model.clientWrites(1, 1, 'hello');
    model.clientWrites(2, 1, 'hello');
    await started();
    const handle = hub.handle.bind(hub);
    hub.handle = (method, url, token, body) =>
      JSON.stringify(body ?? null).includes('poison')
        ? new Response('{"error":{"code":"bad_request","message":"no"}}', { status: 400 })
        : handle(method, url, token, body);
    network.goOffline();
    const [first = '', second = ''] = [...model.dialogs.keys()];
    await act().send(first, 'poison', 'public');
    await act().send(first, 'fine', 'public');
    await act().send(second, 'fine too', 'public');
    network.online = true;
    await until('only the poison is left', async () => (await db.outbox.count()) === 1);
    expect((await db.outbox.toArray())[0]?.state).toMatchObject({ kind: 'failed', unreadable: false });
    expect(model.executed).toHaveLength(2);
    hub.handle = handle;
    await act().retry((await db.outbox.toArray())[0]?.id ?? '');
    await empty();
    expect(model.executed).toHaveLength(3);
  });

  it('makes a dead letter of a payload from another version and goes on', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    await db.outbox.add({
      id: operatorId(99),
      dialogId: firstDialog(),
      payload: { name: 'dialog.levitate', args: { text: 'up' } },
      state: { kind: 'waiting' },
      attempts: 0,
    });
    await act().send(firstDialog(), 'fine', 'public');
    await until('the other is sent', async () => (await db.outbox.count()) === 1);
    expect((await db.outbox.toArray())[0]?.state).toMatchObject({ kind: 'failed', unreadable: true });
  });

  it('sends again what a restored hub has forgotten', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    const restore = model.backup();
    // The feed does not reach this client any more, so its message stays confirmed but unseen.
    const freeze = hub.model.onCommit;
    hub.model.onCommit = () => {};
    await act().send(firstDialog(), 'before the fire', 'public');
    await until('it is confirmed', async () => (await db.outbox.toArray())[0]?.state.kind === 'confirmed');
    restore();
    hub.model.onCommit = freeze;
    hub.dropAll();
    await empty();
    await caughtUp();
    await expectTruth(db, model, ME);
    const said = (model.messages.get(firstDialog()) ?? []).filter((message) => message.delivery);
    expect(said).toHaveLength(1);
  });
});

describe('a hub restored from an older backup', () => {
  it('is believed, though its revisions are lower than ours', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    const restore = model.backup();
    for (let n = 1; n <= 3; n += 1) model.clientWrites(1, 1, `lost ${n}`);
    model.rename(1, 'Lost');
    model.clientWrites(2, 1, 'lost altogether');
    await caughtUp();
    restore();
    hub.dropAll();
    await caughtUp();
    await expectTruth(db, model, ME);
    model.clientWrites(1, 1, 'after the restore');
    await caughtUp();
    await expectTruth(db, model, ME);
  });
});

describe('the session', () => {
  it('says that it is over, keeps the outbox, and the same person goes on', async () => {
    model.clientWrites(1, 1, 'hello');
    await started();
    hub.tokens.delete('t1');
    await act().send(firstDialog(), 'am I still in?', 'public');
    await until('signed out', () => engine.state.current().connection.kind === 'signed_out');
    hub.dropAll();
    expect((await db.outbox.toArray())[0]?.state.kind).toBe('waiting');
    await engine.stop();
    hub.tokens.set('t2', ME);
    engine = fastEngine(db, ME, 't2', network);
    await started();
    await empty();
    expect(model.executed).toHaveLength(1);
  });

  it('a version the hub does not serve is a state of its own, and ends when one of them is replaced', async () => {
    hub.refuseWith = { status: 426, code: 'client_too_old' };
    engine.start();
    await until('too old', () => engine.state.current().connection.kind === 'client_too_old');
    hub.refuseWith = null;
    engine.reconnect();
    await online();
  });

  it('a proxy that answers 401 without our words does not sign anybody out', async () => {
    const handle = hub.handle.bind(hub);
    hub.handle = () => new Response('<html>log in to the guest network</html>', { status: 401 });
    engine.start();
    await until('waiting', () => engine.state.current().connection.kind === 'reconnecting');
    hub.handle = handle;
    await online();
  });

  it('tells who types', async () => {
    await started();
    const heard: unknown[] = [];
    engine.onTyping((typing) => heard.push(typing.by));
    hub.typing(operatorId(5));
    await until('heard', () => heard.length === 1);
    expect(heard).toEqual([{ kind: 'client' }]);
  });
});

describe('older history', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 10; n += 1) model.clientWrites(1, 1, `message ${n}`);
    await started();
  });

  it('comes page by page until the beginning', async () => {
    const seen: string[] = [];
    while (seen.at(-1) !== 'nothing_older') seen.push(await engine.loadOlder(firstDialog()));
    expect(seen).toEqual(['loaded', 'loaded', 'nothing_older']);
    expect(await db.coverage.get(firstDialog())).toMatchObject({ from: 1, to: 10 });
    await expectTruth(db, model, ME);
  });

  it('a receipt that overtakes the page is not undone by it', async () => {
    await act().send(firstDialog(), 'answer', 'public');
    await empty();
    for (let n = 0; n < 6; n += 1) model.clientWrites(1, 1, 'more');
    model.trim();
    await engine.stop();
    await db.meta.delete('sync');
    await restart();
    network.faults = { ...network.faults, lateAnswer: 1 };
    const loading = engine.loadOlder(firstDialog());
    model.deliver(firstDialog(), 0);
    expect(await loading).toBe('loaded');
    await caughtUp();
    await expectTruth(db, model, ME);
  });

  it('says offline when it is', async () => {
    network.goOffline();
    expect(await engine.loadOlder(firstDialog())).toBe('offline');
  });
});
