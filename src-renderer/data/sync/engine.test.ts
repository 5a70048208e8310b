import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { contactId, operatorId } from '#tests/support/fake-hub/model.ts';
import { expectTruth, until } from '#tests/support/fake-hub/replica.ts';
import { readSyncMeta } from './sync-meta.ts';

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

describe('first sync', () => {
  it('brings everything in scope by pages and nothing else', async () => {
    for (let n = 1; n <= 8; n += 1) model.clientWrites(n, n % 2 === 0 ? 2 : 1, `question ${n}`);
    await desk.start();
    await expectTruth(db, model, ME);
    expect(await db.dialogs.count()).toBe(4);
  });

  it('says that it is under way before the first page comes, and when the hub cannot be reached', async () => {
    network.online = false;
    desk.engine.start();
    await until('the hub was tried', () => desk.engine.state.current().connection.kind === 'reconnecting');
    expect(desk.engine.state.current().firstSync).toEqual({ done: 0, total: 0 });
    network.online = true;
    await desk.online();
    expect(desk.engine.state.current().firstSync).toBeNull();
    await desk.engine.stop();
    network.online = false;
    desk.engine = desk.newEngine();
    desk.engine.start();
    await until('the hub was tried', () => desk.engine.state.current().connection.kind === 'reconnecting');
    expect(desk.engine.state.current().firstSync).toBeNull();
  });

  it('goes on after a restart where it stopped', async () => {
    for (let n = 1; n <= 12; n += 1) model.clientWrites(n, 1, `question ${n}`);
    const seen: (number | undefined)[] = [];
    desk.engine.state.subscribe((state) => {
      seen.push(state.firstSync?.done);
      if (state.firstSync?.done === 3) network.goOffline();
    });
    desk.engine.start();
    await until('the first page is here', () => !network.online);
    await desk.engine.stop();
    // The second page may have been on its way already.
    const done = (await readSyncMeta(db)).snapshot?.done ?? 0;
    expect([3, 6]).toContain(done);
    network.online = true;
    hub.requests.length = 0;
    await desk.restart();
    await expectTruth(db, model, ME);
    expect(hub.requests.filter((one) => one.includes('snapshot'))).toHaveLength((12 - done) / 3);
    expect(desk.engine.state.current().firstSync).toBeNull();
  });

  it('asks for each page once, and for the next one before the last is written', async () => {
    for (let n = 1; n <= 9; n += 1) model.clientWrites(n, 1, `question ${n}`);
    const pages = () => hub.requests.filter((one) => one.includes('snapshot')).length;
    const asked: [done: number | undefined, pages: number][] = [];
    desk.engine.state.subscribe(({ firstSync }) => {
      if (firstSync?.done !== asked.at(-1)?.[0]) asked.push([firstSync?.done, pages()]);
    });
    await desk.start();
    expect(asked.filter(([done]) => done === 3 || done === 6)).toEqual([
      [3, 2],
      [6, 3],
    ]);
    expect(pages()).toBe(3);
    await expectTruth(db, model, ME);
  });

  it('begins again when the hub no longer knows the page', async () => {
    for (let n = 1; n <= 9; n += 1) model.clientWrites(n, 1, `question ${n}`);
    let trimmed = false;
    desk.engine.state.subscribe((state) => {
      // The second page is here already, the third is not.
      if (state.firstSync?.done !== 3 || trimmed) return;
      trimmed = true;
      model.trim();
    });
    await desk.start();
    expect(hub.requests.filter((one) => one.includes('snapshot'))).toHaveLength(6);
    await expectTruth(db, model, ME);
  });

  it('takes what happened during the snapshot from the feed', async () => {
    for (let n = 1; n <= 7; n += 1) model.clientWrites(n, 1, `question ${n}`);
    desk.engine.state.subscribe((state) => {
      if (state.firstSync?.done !== 3) return;
      model.clientWrites(1, 1, 'and one more thing');
      model.clientWrites(20, 1, 'a new client');
      model.moveToLine(desk.firstDialog, 2);
    });
    await desk.start();
    await expectTruth(db, model, ME);
  });
});

describe('the feed', () => {
  it('brings changes as they happen', async () => {
    await desk.start();
    model.clientWrites(1, 1, 'hello');
    model.rename(1, 'Pavel');
    model.clientWrites(1, 1, 'are you there?');
    await desk.caughtUp();
    await expectTruth(db, model, ME);
    expect((await db.contacts.get(contactId(1)))?.name).toBe('Pavel');
  });

  it('takes back what leaves the scope, with its messages and its client', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    model.moveToLine(desk.firstDialog, 2);
    await desk.caughtUp();
    expect(await db.dialogs.count()).toBe(0);
    expect(await db.messages.count()).toBe(0);
    expect(await db.contacts.count()).toBe(0);
    expect(await db.pages.count()).toBe(0);
    model.moveToLine(desk.firstDialog, 1);
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });

  it('takes a new snapshot when the rights change, and drops what is no longer seen', async () => {
    for (let n = 1; n <= 5; n += 1) model.clientWrites(n, 1, 'line one');
    for (let n = 6; n <= 8; n += 1) model.clientWrites(n, 2, 'line two');
    await desk.start();
    model.setScope(ME, [2]);
    await until('the other line is here', async () => (await db.dialogs.count()) === 3);
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });

  it('catches up after the feed was trimmed below the cursor', async () => {
    for (let n = 1; n <= 5; n += 1) model.clientWrites(n, 1, 'hello');
    await desk.start();
    network.goOffline();
    model.moveToLine(desk.firstDialog, 2);
    for (let n = 6; n <= 30; n += 1) model.clientWrites(n, 1, 'hello');
    model.trim();
    network.online = true;
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });

  it('does not reconnect in a hurry without end, and hurries when asked', async () => {
    await desk.engine.stop();
    desk.engine = desk.newEngine({ backoff: { baseMs: 600_000, maxMs: 600_000 } });
    await desk.start();
    network.goOffline();
    await until('the loss is noticed', () => desk.engine.state.current().connection.kind === 'reconnecting');
    network.online = true;
    desk.engine.reconnect();
    await desk.online();
  });

  it('believes the device that the network is gone, without waiting for a silent heartbeat', async () => {
    await desk.engine.stop();
    desk.engine = desk.newEngine({ backoff: { baseMs: 600_000, maxMs: 600_000 } });
    await desk.start();
    // The socket still looks alive, as it does when the network just went away.
    desk.engine.networkLost();
    await until('it says so', () => desk.engine.state.current().connection.kind === 'offline');
    desk.engine.reconnect();
    await desk.online();
  });

  it('goes on when the device is wrong about its network', async () => {
    await desk.start();
    desk.engine.networkLost();
    await desk.online();
    model.clientWrites(1, 1, 'still here');
    await desk.caughtUp();
  });
});

describe('the network', () => {
  it('when the device says it is gone, that is told at once, and it is tried again', async () => {
    await desk.engine.stop();
    let hasNetwork = true;
    desk.engine = desk.newEngine({ hasNetwork: () => hasNetwork });
    await desk.start();
    hasNetwork = false;
    network.online = false;
    desk.engine.networkLost();
    await until('offline', () => desk.engine.state.current().connection.kind === 'offline');
    // The device may be wrong, e.g. about a hub on this very machine.
    network.online = true;
    await desk.online();
  });
});

describe('the outbox', () => {
  it('sends what was done offline, in order and once', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    network.goOffline();
    const actions = desk.actions();
    await actions.answer(desk.firstDialog);
    for (const text of ['one', 'two', 'three']) await actions.send(desk.firstDialog, text, 'public');
    network.online = true;
    await desk.outboxEmpty();
    await desk.caughtUp();
    await expectTruth(db, model, ME);
    const said = (model.messages.get(desk.firstDialog) ?? []).flatMap((m) => (m.delivery ? [m.body] : []));
    expect(said.map((body) => body.kind === 'text' && body.text)).toEqual(['one', 'two', 'three']);
  });

  it('sends again when the answer is lost, and the hub does it once', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    network.faults = { ...network.faults, lostAnswer: 1 };
    await desk.actions().send(desk.firstDialog, 'hi', 'public');
    await until('the hub has it', () => model.executed.length === 1);
    network.faults = { ...network.faults, lostAnswer: 0 };
    await desk.outboxEmpty();
    expect(model.executed).toHaveLength(1);
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });

  it('survives a restart in the middle of sending', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    network.faults = { ...network.faults, lostAnswer: 1 };
    await desk.actions().send(desk.firstDialog, 'hi', 'public');
    await until('it was sent', async () => ((await db.outbox.toArray())[0]?.attempts ?? 0) > 0);
    await desk.engine.stop();
    network.faults = { ...network.faults, lostAnswer: 0 };
    await desk.restart();
    await desk.outboxEmpty();
    expect(model.executed).toHaveLength(1);
  });

  it('keeps a refused intent until the person has seen it, and lets fall what counted on it', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    network.goOffline();
    const actions = desk.actions();
    await actions.answer(desk.firstDialog);
    await actions.send(desk.firstDialog, 'I am on it', 'public');
    await actions.send(desk.firstDialog, 'note', 'hidden');
    model.execute(operatorId(2), {
      id: '00000000-0000-7000-8000-000000000001',
      name: 'dialog.answer',
      args: { dialogId: desk.firstDialog },
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
    const notes = (model.messages.get(desk.firstDialog) ?? []).filter((m) => m.body.kind === 'text');
    expect(notes.at(-1)?.visibility).toBe('hidden');
    expect(await actions.discard(rows[1]?.id ?? '')).toBe('I am on it');
    expect(await db.outbox.count()).toBe(1);
  });

  it('isolates what the hub cannot read, and sends the rest', async () => {
    model.clientWrites(1, 1, 'hello');
    model.clientWrites(2, 1, 'hello');
    await desk.start();
    const handle = hub.handle.bind(hub);
    hub.handle = (method, url, token, body) =>
      JSON.stringify(body ?? null).includes('poison')
        ? new Response('{"error":{"code":"bad_request","message":"no"}}', { status: 400 })
        : handle(method, url, token, body);
    network.goOffline();
    const [first = '', second = ''] = [...model.dialogs.keys()];
    await desk.actions().send(first, 'poison', 'public');
    await desk.actions().send(first, 'fine', 'public');
    await desk.actions().send(second, 'fine too', 'public');
    network.online = true;
    await until('only the poison is left', async () => (await db.outbox.count()) === 1);
    expect((await db.outbox.toArray())[0]?.state).toMatchObject({ kind: 'failed', unreadable: false });
    expect(model.executed).toHaveLength(2);
    hub.handle = handle;
    await desk.actions().retry((await db.outbox.toArray())[0]?.id ?? '');
    await desk.outboxEmpty();
    expect(model.executed).toHaveLength(3);
  });

  it('makes a dead letter of a payload from another version and goes on', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    await db.outbox.add({
      id: operatorId(99),
      dialogId: desk.firstDialog,
      payload: { name: 'dialog.levitate', args: { text: 'up' } },
      state: { kind: 'waiting' },
      attempts: 0,
    });
    await desk.actions().send(desk.firstDialog, 'fine', 'public');
    await until('the other is sent', async () => (await db.outbox.count()) === 1);
    expect((await db.outbox.toArray())[0]?.state).toMatchObject({ kind: 'failed', unreadable: true });
  });

  it('sends again what a restored hub has forgotten', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    const restore = model.backup();
    // The feed does not reach this client any more, so its message stays confirmed but unseen.
    const freeze = hub.model.onCommit;
    hub.model.onCommit = () => {};
    await desk.actions().send(desk.firstDialog, 'before the fire', 'public');
    await until('it is confirmed', async () => (await db.outbox.toArray())[0]?.state.kind === 'confirmed');
    restore();
    hub.model.onCommit = freeze;
    hub.dropAll();
    await desk.outboxEmpty();
    await desk.caughtUp();
    await expectTruth(db, model, ME);
    const said = (model.messages.get(desk.firstDialog) ?? []).filter((message) => message.delivery);
    expect(said).toHaveLength(1);
  });
});

describe('a hub restored from an older backup', () => {
  it('is believed, though its revisions are lower than ours', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    const restore = model.backup();
    for (let n = 1; n <= 3; n += 1) model.clientWrites(1, 1, `lost ${n}`);
    model.rename(1, 'Lost');
    model.clientWrites(2, 1, 'lost altogether');
    await desk.caughtUp();
    restore();
    hub.dropAll();
    await desk.caughtUp();
    await expectTruth(db, model, ME);
    model.clientWrites(1, 1, 'after the restore');
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });
});

describe('the session', () => {
  it('says that it is over, keeps the outbox, and the same person goes on', async () => {
    model.clientWrites(1, 1, 'hello');
    await desk.start();
    hub.tokens.delete('t1');
    await desk.actions().send(desk.firstDialog, 'am I still in?', 'public');
    await until('signed out', () => desk.engine.state.current().connection.kind === 'signed_out');
    hub.dropAll();
    expect((await db.outbox.toArray())[0]?.state.kind).toBe('waiting');
    await desk.engine.stop();
    hub.tokens.set('t2', ME);
    desk.engine = desk.newEngine({}, 't2');
    await desk.start();
    await desk.outboxEmpty();
    expect(model.executed).toHaveLength(1);
  });

  it('a version the hub does not serve is a state of its own, and ends when one of them is replaced', async () => {
    hub.refuseWith = { status: 426, code: 'client_too_old' };
    desk.engine.start();
    await until('too old', () => desk.engine.state.current().connection.kind === 'client_too_old');
    hub.refuseWith = null;
    desk.engine.reconnect();
    await desk.online();
  });

  it('a proxy that answers 401 without our words does not sign anybody out', async () => {
    const handle = hub.handle.bind(hub);
    hub.handle = () => new Response('<html>log in to the guest network</html>', { status: 401 });
    desk.engine.start();
    await until('waiting', () => desk.engine.state.current().connection.kind === 'reconnecting');
    hub.handle = handle;
    await desk.online();
  });

  it('tells who types', async () => {
    await desk.start();
    const heard: unknown[] = [];
    desk.engine.onTyping((typing) => heard.push(typing.by));
    hub.typing(operatorId(5));
    await until('heard', () => heard.length === 1);
    expect(heard).toEqual([{ kind: 'client' }]);
  });
});

describe('older history', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 10; n += 1) model.clientWrites(1, 1, `message ${n}`);
    await desk.start();
  });

  it('comes page by page until the beginning', async () => {
    const seen: string[] = [];
    while (seen.at(-1) !== 'nothing_older') seen.push(await desk.engine.loadOlder(desk.firstDialog));
    expect(seen).toEqual(['loaded', 'loaded', 'nothing_older']);
    expect((await db.dialogs.get(desk.firstDialog))?.known).toMatchObject({ from: 1, to: 10 });
    await expectTruth(db, model, ME);
  });

  it('a receipt that overtakes the page is not undone by it', async () => {
    await desk.actions().send(desk.firstDialog, 'answer', 'public');
    await desk.outboxEmpty();
    for (let n = 0; n < 6; n += 1) model.clientWrites(1, 1, 'more');
    model.trim();
    await desk.engine.stop();
    await db.meta.delete('sync');
    await desk.restart();
    network.faults = { ...network.faults, lateAnswer: 1 };
    const loading = desk.engine.loadOlder(desk.firstDialog);
    model.deliver(desk.firstDialog, 0);
    expect(await loading).toBe('loaded');
    await desk.caughtUp();
    await expectTruth(db, model, ME);
  });

  it('says offline when it is', async () => {
    network.goOffline();
    expect(await desk.engine.loadOlder(desk.firstDialog)).toBe('offline');
  });
});
