import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Dexie } from 'dexie';
import { doToAll } from '#renderer/bulk/bulk-deeds.ts';
import { ReplicaDb, replicaName } from '#renderer/data/db/database.ts';
import { checkHub, resumeSession, signIn } from '#renderer/session/sign-in.ts';
import { createHttp } from '#renderer/data/transport/http.ts';
import { createHubApi, type HubApi } from '#renderer/data/transport/hub-api.ts';
import type { DialogListView, TranscriptView } from '#renderer/data/queries/views.ts';
import type { Hub } from '#server/hub.ts';
import type { Id } from '#shared/domain/ids.ts';
import { eventually, openPerson, personAt, type Person } from './client-world.ts';
import { demoOf, eventually as polled, Visitor, World } from './sitechat-world.ts';

/** The client's data path against a real hub on a real PostgreSQL, over real HTTP and WebSocket. */
let world: World;
let hub: Hub;
const people: Person[] = [];

beforeAll(async () => {
  world = await World.start();
  hub = await world.hub({ RATE_LIMITS: 'off' });
});

afterEach(async () => {
  for (const { client } of people.splice(0)) await client.close();
});

afterAll(async () => {
  await world.stop();
});

async function person(nth: number): Promise<Person> {
  const one = await personAt(hub, nth);
  people.push(one);
  await eventually(
    one.client.queries.status(),
    (status) => status.connection.kind === 'online' && status.firstSync === null,
    'online',
  );
  return one;
}

async function signInApi(nth: number): Promise<HubApi> {
  const login = demoOf(hub).logins[nth];
  const credentials = { login: login?.login ?? '', password: login?.password ?? '', device: 'another' };
  const result = await signIn(hub.url, credentials);
  if (result.kind !== 'signed_in') throw new Error(`Sign-in: ${result.kind}`);
  return createHubApi(createHttp({ origin: hub.url, token: result.token }));
}

/** What the visitor has on his page, once it is `count` things: delivery runs behind the answer. */
async function onPage(visitor: Visitor, count: number): Promise<string[]> {
  const { items } = await polled(
    () => visitor.items('after=0'),
    (answer) => answer.items.length >= count,
  );
  return items.map((item) => item.text);
}

/** The dialog in which a text was written last, as soon as the operator sees it. */
async function dialogSaying(who: Person, text: string): Promise<Id> {
  const list = await eventually<DialogListView>(
    who.client.queries.list('all', 50),
    (view) => view.rows.some((row) => row.dialog.lastMessage?.preview === text),
    `a dialog with "${text}"`,
  );
  return list.rows.find((row) => row.dialog.lastMessage?.preview === text)?.dialog.id ?? '';
}

const textsOf = (view: TranscriptView) =>
  view.items.flatMap(({ message }) => (message.body.kind === 'text' ? [message.body.text] : []));

describe('a client writes, an operator answers', () => {
  it('the question arrives, the answer goes back once, and its way is seen', async () => {
    const anna = await person(0);
    const visitor = await Visitor.create(hub);
    await visitor.say('Do you repair kettles?');
    const id = await dialogSaying(anna, 'Do you repair kettles?');
    const { queries, actions } = anna.client;
    const before = await eventually(queries.counters(), (n) => n.unanswered > 0, 'counted');

    await actions.answer(id);
    const claimed = await eventually(
      queries.dialog(id),
      (view) => view?.dialog.state.status === 'active',
      'mine',
    );
    expect(claimed?.responsible?.id).toBe(anna.client.session.operator.id);
    await actions.send(id, 'We do.', 'public');
    await actions.send(id, 'The lid was broken last time', 'hidden');
    await eventually(queries.status(), (status) => status.pending === 0, 'sent');
    const done = await eventually(
      queries.transcript(id, 50),
      (view) =>
        view.items.every((item) => item.pending === null) &&
        view.items.some((item) => item.message.delivery && item.message.delivery.state !== 'pending'),
      'delivered',
    );
    expect(textsOf(done)).toEqual(['Do you repair kettles?', 'We do.', 'The lid was broken last time']);
    expect(await onPage(visitor, 2)).toEqual(['Do you repair kettles?', 'We do.']);
    const after = await eventually(
      queries.counters(),
      (n) => n.unanswered === before.unanswered - 1,
      'answered',
    );
    expect(after.mine).toBe(before.mine + 1);

    await actions.finish(id);
    await eventually(queries.dialog(id), (view) => view?.dialog.state.status === 'closed', 'finished');
    await eventually(queries.status(), (status) => status.pending === 0, 'sent');
  });

  it('what was seen at once is what the hub says: ids stay, nothing is shown twice', async () => {
    const anna = await person(0);
    const visitor = await Visitor.create(hub);
    await visitor.say('Is it open?');
    const id = await dialogSaying(anna, 'Is it open?');
    const { queries, actions } = anna.client;
    const seen: string[][] = [];
    const stop = queries.transcript(id, 50).subscribe((view) => {
      seen.push(view.items.map((item) => item.message.id));
    });
    await actions.send(id, 'Until eight', 'public');
    await eventually(
      queries.transcript(id, 50),
      (view) => textsOf(view).includes('Until eight') && view.items.every((item) => item.pending === null),
      'confirmed',
    );
    stop();
    for (const ids of seen) expect(new Set(ids).size).toBe(ids.length);
    // From the first time it was there it never went away, and never became another.
    const final = seen.at(-1) ?? [];
    const first = seen.findIndex((ids) => ids.length === final.length);
    for (const ids of seen.slice(first)) expect(ids).toEqual(final);
  });

  it('of two who press Answer together one wins, and the other is told who', async () => {
    const [anna, boris] = [await person(0), await person(1)];
    const visitor = await Visitor.create(hub);
    await visitor.say('Who is there?');
    const id = await dialogSaying(anna, 'Who is there?');
    if ((await dialogSaying(boris, 'Who is there?')) !== id) throw new Error('not the same dialog');
    await Promise.all([anna.client.actions.answer(id), boris.client.actions.answer(id)]);
    const view = await eventually(
      anna.client.queries.dialog(id),
      (one) => one?.responsible !== null,
      'claimed',
    );
    await eventually(boris.client.queries.status(), (status) => status.pending === 0, 'answered');
    await eventually(anna.client.queries.status(), (status) => status.pending === 0, 'answered');
    const settled = await eventually(
      boris.client.queries.dialog(id),
      (one) => one?.responsible !== null,
      'claimed',
    );
    const winner = settled?.responsible?.id;
    const loser = winner === anna.client.session.operator.id ? boris : anna;
    const [notice] = await eventually(loser.client.queries.refusals(), (all) => all.length > 0, 'told');
    expect(notice?.refusal).toEqual({ code: 'claimed_by_other', operatorId: winner });
    expect(view).not.toBeNull();
    await loser.client.actions.discard(notice?.intentId ?? '');
    await eventually(loser.client.queries.refusals(), (all) => all.length === 0, 'seen');
  });
});

describe('when the way breaks', () => {
  it('what is written while the hub is down arrives once when it is back', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('Where are you?');
    const anna = await person(0);
    const id = await dialogSaying(anna, 'Where are you?');
    const { queries, actions } = anna.client;
    await hub.stop();
    await eventually(queries.status(), (status) => status.connection.kind === 'reconnecting', 'lost');
    for (const text of ['one', 'two', 'three']) await actions.send(id, text, 'public');
    const offline = await eventually(queries.transcript(id, 50), (view) => view.items.length >= 5, 'shown');
    expect(offline.items.at(-1)?.pending).not.toBeNull();
    hub = await world.hub({ RATE_LIMITS: 'off', PORT: new URL(hub.url).port });
    await eventually(queries.status(), (status) => status.pending === 0, 'sent');
    expect(await onPage(visitor.at(hub), 4)).toEqual(['Where are you?', 'one', 'two', 'three']);
    const whole = await eventually(
      queries.transcript(id, 50),
      (view) => view.items.every((item) => item.pending === null),
      'confirmed',
    );
    expect(textsOf(whole)).toEqual(['Where are you?', 'one', 'two', 'three']);
  });

  it('a dialog that only the hub knows is opened again with the chosen, and comes here', async () => {
    const anna = await person(0);
    const visitor = await Visitor.create(hub);
    await visitor.say('Long ago');
    const id = await dialogSaying(anna, 'Long ago');
    const { queries, actions, session } = anna.client;
    await actions.finish(id);
    await eventually(queries.status(), (status) => status.pending === 0, 'sent');
    await eventually(queries.dialog(id), (view) => view?.dialog.state.status === 'closed', 'finished');
    const db = new ReplicaDb(replicaName(hub.url, session.workspace.id, session.operator.id));
    await db.dialogs.delete(id);
    db.close();
    await eventually(queries.dialog(id), (view) => view === null, 'gone');

    expect((await doToAll(anna.client, { kind: 'finish' }, [id])).outcome).toMatchObject({
      refused: [{ id, refusal: { code: 'not_found' } }],
    });
    const { outcome } = await doToAll(anna.client, { kind: 'reopen' }, [id]);
    expect(outcome).toEqual({ done: [id], refused: [], already: [] });
    const back = await eventually(queries.dialog(id), (view) => view !== null, 'here');
    expect(back?.responsible?.id).toBe(session.operator.id);
  });

  it('a session that was ended says so, keeps what was written, and the same person goes on', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('Still there?');
    const anna = await person(0);
    const id = await dialogSaying(anna, 'Still there?');
    await anna.api.signOut();
    await anna.client.actions.send(id, 'Yes', 'public');
    await eventually(
      anna.client.queries.status(),
      (one) => one.connection.kind === 'signed_out',
      'signed out',
    );
    await anna.client.close();
    const again = await person(0);
    await eventually(again.client.queries.status(), (status) => status.pending === 0, 'sent');
    expect(await onPage(visitor, 2)).toEqual(['Still there?', 'Yes']);
  });

  it('the client opens again without a hub, and everything is there', async () => {
    const visitor = await Visitor.create(hub);
    await visitor.say('Keep this');
    const anna = await person(0);
    const id = await dialogSaying(anna, 'Keep this');
    await anna.client.actions.saveDraft(id, { text: 'half a thought', hidden: false });
    await anna.client.close();
    await hub.stop();
    const resumed = await resumeSession(hub.url, anna.token);
    if (resumed.kind !== 'resumed') throw new Error(resumed.kind);
    const offline = await openPerson(hub, anna.token, resumed.session);
    people.push(offline);
    const view = await eventually(
      offline.client.queries.transcript(id, 50),
      (one) => one.items.length > 0,
      'there',
    );
    expect(textsOf(view)).toEqual(['Keep this']);
    expect(await offline.client.queries.draft(id)).toEqual({ text: 'half a thought', hidden: false });
    hub = await world.hub({ RATE_LIMITS: 'off', PORT: new URL(hub.url).port });
    await eventually(offline.client.queries.status(), (one) => one.connection.kind === 'online', 'online');
  });
});

describe('history', () => {
  it('comes by pages down to the first message', async () => {
    const visitor = await Visitor.create(hub);
    for (let n = 1; n <= 120; n += 1) await visitor.say(`message ${n}`);
    const anna = await person(0);
    const id = await dialogSaying(anna, 'message 120');
    const { queries, remote } = anna.client;
    const short = await eventually(queries.transcript(id, 500), (view) => view.items.length > 0, 'there');
    expect(short.hasOlder).toBe(true);
    let results = 0;
    while ((await remote.loadOlder(id)) === 'loaded') results += 1;
    expect(results).toBeGreaterThan(0);
    const whole = await eventually(queries.transcript(id, 500), (view) => !view.hasOlder, 'whole');
    expect(textsOf(whole)).toEqual(Array.from({ length: 120 }, (_, i) => `message ${i + 1}`));
  });
});

describe('signing in and out', () => {
  it('tells apart what can go wrong', async () => {
    const login = demoOf(hub).logins[0];
    expect((await checkHub(hub.url)).kind).toBe('hub');
    expect((await checkHub('http://127.0.0.1:1')).kind).toBe('unreachable');
    const wrong = { login: login?.login ?? '', password: 'wrong', device: 'test' };
    expect(await signIn(hub.url, wrong)).toEqual({ kind: 'wrong_credentials' });
    expect((await resumeSession('http://127.0.0.1:1', 'x')).kind).toBe('unreachable');
  });

  it('signing out ends the session and removes the copy', async () => {
    const anna = await person(0);
    const count = (await Dexie.getDatabaseNames()).length;
    await anna.client.signOut({ where: 'here', copy: 'remove' });
    expect(await Dexie.getDatabaseNames()).toHaveLength(count - 1);
    expect(await anna.api.session().catch((error: unknown) => String(error))).toContain('401');
    expect((await resumeSession(hub.url, anna.token)).kind).toBe('signed_out');
  });

  it('signing out everywhere ends the person’s other sessions at once', async () => {
    const here = await person(1);
    // Another device: a session of its own, the same person.
    const there = await signInApi(1);
    await here.client.signOut({ where: 'everywhere', copy: 'remove' });
    expect(await there.session().catch((error: unknown) => String(error))).toContain('401');
    expect((await resumeSession(hub.url, here.token)).kind).toBe('signed_out');
  });

  it('signing out everywhere does nothing when the hub cannot be told', async () => {
    const anna = await person(1);
    const count = (await Dexie.getDatabaseNames()).length;
    await hub.stop();
    await expect(anna.client.signOut({ where: 'everywhere', copy: 'remove' })).rejects.toThrow(
      'DELETE /api/sessions: unreachable',
    );
    expect(await Dexie.getDatabaseNames()).toHaveLength(count);
    hub = await world.hub({ RATE_LIMITS: 'off', PORT: new URL(hub.url).port });
    expect((await resumeSession(hub.url, anna.token)).kind).not.toBe('signed_out');
  });
});
