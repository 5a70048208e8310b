import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, BORIS, CHANNEL_C, CLARA, VERA } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

describe('intents', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let other: Hub;
  let anna: Client;
  let boris: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    other = await world.hub();
    anna = await world.signIn(hub, ANNA);
    boris = await world.signIn(hub, BORIS);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const messagesOf = async (dialogId: string): Promise<string[]> => {
    const rows = await world.db
      .selectFrom('messages')
      .select(['seq', 'text', 'event'])
      .where('dialog_id', '=', dialogId)
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
    return rows.map((row) => row.text ?? row.event?.type ?? '?');
  };
  const count = async (table: 'deliveries' | 'intents', column: string, id: string): Promise<number> => {
    const { rows } = await world.pool.pg.query(`select 1 from ${table} where ${column} = $1`, [id]);
    return rows.length;
  };

  test('fifty parallel repeats through two hubs are one intent', async () => {
    const { dialogId } = await world.channel.receive('repeats', 'hello');
    const once = say(dialogId, 'one answer');
    const clients = Array.from({ length: 50 }, (_, i) => anna.at(i % 2 === 0 ? hub.url : other.url));
    const results = (await Promise.all(clients.map((client) => client.act(once)))).flat();
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]?.status).toBe('done');
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed', 'one answer']);
    expect(await count('deliveries', 'message_id', once.id)).toBe(1);
    expect(await count('intents', 'id', once.id)).toBe(1);
  });

  test('of two who press Answer together exactly one wins, and the other learns who', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { dialogId } = await world.channel.receive(`race ${round}`, 'hello');
      const [[first], [second]] = await Promise.all([
        anna.act(intent('dialog.answer', { dialogId })),
        boris.at(other.url).act(intent('dialog.answer', { dialogId })),
      ]);
      const statuses = [first?.status ?? '', second?.status ?? ''].toSorted();
      expect(statuses).toEqual(['done', 'refused']);
      const winner = first?.status === 'done' ? ANNA : BORIS;
      const lost = first?.status === 'done' ? second : first;
      expect(lost).toMatchObject({ refusal: { code: 'claimed_by_other', operatorId: winner } });
      expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed']);
    }
  });

  test('writers of one dialog take turns: no seq is given twice or left out', async () => {
    const { dialogId } = await world.channel.receive('turns', 'hello');
    await anna.act(intent('dialog.answer', { dialogId }));
    const writes = Array.from({ length: 20 }, async (_, i) =>
      i % 2 === 0
        ? await anna.at(i % 4 === 0 ? hub.url : other.url).act(say(dialogId, `answer ${i}`))
        : await world.channel.receive('turns', `question ${i}`),
    );
    await Promise.all(writes);
    expect(await messagesOf(dialogId)).toHaveLength(3 + 20);
    const dialog = await world.db
      .selectFrom('dialogs')
      .selectAll()
      .where('id', '=', dialogId)
      .executeTakeFirstOrThrow();
    expect(dialog.last_seq).toBe(23);
    expect(dialog.rev).toBe(1 + 1 + 20);
  });

  test('an id is spent: another person or other arguments are refused and change nothing', async () => {
    const { dialogId } = await world.channel.receive('spent', 'hello');
    const original = say(dialogId, 'mine');
    await anna.act(original);
    const [changed] = await anna.act({ ...original, args: { ...original.args, text: 'other text' } });
    const [foreign] = await boris.act(original);
    for (const result of [changed, foreign]) {
      expect(result).toMatchObject({ status: 'refused', refusal: { code: 'invalid' } });
    }
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed', 'mine']);
  });

  test('the same id on two dialogs at once is carried out on one of them', async () => {
    const a = await world.channel.receive('twin a', 'hello');
    const b = await world.channel.receive('twin b', 'hello');
    const id = newId();
    const results = await Promise.all(
      [a, b].map(({ dialogId }, i) =>
        anna.at(i === 0 ? hub.url : other.url).act(intent('dialog.answer', { dialogId }, id)),
      ),
    );
    expect(
      results
        .flat()
        .map((result) => result.status)
        .toSorted(),
    ).toEqual(['done', 'refused']);
  });

  test('a refusal is remembered: what became possible since is not done by a repeat', async () => {
    const { dialogId } = await world.channel.receive('refused', 'hello');
    await boris.act(intent('dialog.answer', { dialogId }));
    const late = say(dialogId, 'too late');
    const [refused] = await anna.act(late);
    expect(refused).toMatchObject({ refusal: { code: 'not_responsible', operatorId: BORIS } });
    await world.db.updateTable('dialogs').set({ responsible_id: ANNA }).where('id', '=', dialogId).execute();
    expect(await anna.act(late)).toEqual([refused]);
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed']);
  });

  test('an answer clears unread and tells the channel; opening or a hidden note does not', async () => {
    const { dialogId } = await world.channel.receive('reading', 'one');
    await world.channel.receive('reading', 'two');
    await anna.act(say(dialogId, 'a note', 'hidden'));
    expect(world.channel.reads.filter((read) => read.dialogId === dialogId)).toEqual([]);
    await anna.act(say(dialogId, 'an answer'));
    expect(world.channel.reads.filter((read) => read.dialogId === dialogId)).toMatchObject([{ upToSeq: 4 }]);
  });

  test('finish closes; what the client writes then opens a new dialog that knows the old one', async () => {
    const first = await world.channel.receive('again', 'hello');
    await anna.act(intent('dialog.finish', { dialogId: first.dialogId }));
    const [refused] = await anna.act(say(first.dialogId, 'after'));
    expect(refused).toMatchObject({ refusal: { code: 'dialog_closed' } });
    const second = await world.channel.receive('again', 'hello again');
    expect(second.dialogId).not.toBe(first.dialogId);
    expect(second.contactId).toBe(first.contactId);
    const row = await world.db
      .selectFrom('dialogs')
      .select('previous_dialog_id')
      .where('id', '=', second.dialogId)
      .executeTakeFirstOrThrow();
    expect(row.previous_dialog_id).toBe(first.dialogId);
  });

  test('a finish racing with a client loses no message and leaves at most one open dialog', async () => {
    for (let round = 0; round < 10; round += 1) {
      const user = `closing ${round}`;
      const { dialogId } = await world.channel.receive(user, 'first');
      const [, received] = await Promise.all([
        anna.act(intent('dialog.finish', { dialogId })),
        world.channel.receive(user, 'second'),
      ]);
      expect(await messagesOf(received.dialogId)).toContain('second');
      const open = await world.db
        .selectFrom('dialogs')
        .select('id')
        .where('external_user_id', '=', user)
        .where('status', '<>', 'closed')
        .execute();
      expect(open.length).toBeLessThanOrEqual(1);
    }
  });

  test('what is out of scope is not there', async () => {
    const { dialogId } = await world.channel.receive('south', 'hello', { channelId: CHANNEL_C });
    const vera = await world.signIn(hub, VERA);
    const clara = await world.signIn(hub, CLARA);
    const nowhere = newId();
    for (const client of [anna, vera]) {
      const [hidden] = await client.act(say(dialogId, 'hello'));
      const [absent] = await client.act(say(nowhere, 'hello'));
      expect(hidden).toMatchObject({ refusal: { code: 'not_found' } });
      expect(absent).toMatchObject({ refusal: { code: 'not_found' } });
      expect((await client.fetch(`/api/dialogs/${dialogId}/messages`)).status).toBe(404);
    }
    expect(await clara.act(say(dialogId, 'hello'))).toMatchObject([{ status: 'done' }]);
  });

  test('nonsense is refused one by one, with a reason, and harms nobody', async () => {
    const { dialogId } = await world.channel.receive('nonsense', 'hello');
    const long = 'я'.repeat(MAX_TEXT_BYTES / 2 + 1);
    const results = await anna.act(
      { id: newId(), name: 'dialog.explode', args: { dialogId }, at: 1 },
      { id: newId(), name: 'constructor', args: { dialogId }, at: 1 },
      { id: newId(), name: 'dialog.answer', args: {}, at: 1 },
      { id: newId(), name: 'dialog.answer', args: { dialogId: "' or 1=1" }, at: 1 },
      { id: newId() },
      say(dialogId, long),
      say(dialogId, ' \u0000\n '),
      say(dialogId, 'fine'),
    );
    expect(results.map((result) => (result.status === 'done' ? 'done' : result.refusal.code))).toEqual([
      'unknown_intent',
      'unknown_intent',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'done',
    ]);
    expect(results[5]).toMatchObject({
      refusal: { detail: expect.stringContaining('longer than 65536 bytes') as string },
    });
    expect(JSON.stringify(results)).not.toContain('яяя');
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed', 'fine']);
  });

  test('a request in which nothing can be read is answered with a typed 4xx, and nothing is done', async () => {
    const { dialogId } = await world.channel.receive('unreadable', 'hello');
    const post = (...intents: unknown[]) => anna.post('/api/intents', { protocol: PROTOCOL, intents });
    expect(await post({ id: newId(), name: 'dialog.explode', args: { dialogId }, at: 1 })).toMatchObject({
      status: 400,
      body: {
        error: { code: 'bad_request', message: expect.stringContaining('"dialog.explode"') as string },
      },
    });
    expect(await post(say(dialogId, 'я'.repeat(MAX_TEXT_BYTES / 2 + 1)))).toMatchObject({
      status: 413,
      body: { error: { code: 'too_large', message: expect.stringContaining('65536 bytes') as string } },
    });
    expect(await post({ id: newId() }, { id: newId(), name: 'dialog.answer', args: {} })).toMatchObject({
      status: 400,
    });
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello']);
  });

  test('hostile texts are kept as texts', async () => {
    const hostile = "<img src=x onerror=alert(1)> \u202Eevil {{x}} '); drop table messages;--";
    const { dialogId, contactId } = await world.channel.receive('hostile', hostile, {
      name: '<b>Bob\u0000</b>\n\n',
    });
    await anna.act(say(dialogId, hostile));
    expect((await messagesOf(dialogId)).filter((text) => text === hostile)).toHaveLength(2);
    const contact = await world.db
      .selectFrom('contacts')
      .select('name')
      .where('id', '=', contactId)
      .executeTakeFirstOrThrow();
    expect(contact.name).toBe('<b>Bob</b>');
  });

  test('incoming messages are deduplicated by the channel’s own id, also when they come at once', async () => {
    const repeats = await Promise.all(
      Array.from({ length: 10 }, () => world.channel.receive('twice', 'hello', { externalMessageId: 'm-1' })),
    );
    expect(new Set(repeats.map((received) => received.messageId)).size).toBe(1);
    expect(repeats.filter((received) => !received.duplicate)).toHaveLength(1);
    expect(await messagesOf(repeats[0]?.dialogId ?? '')).toEqual(['opened', 'hello']);
  });

  test('new clients who come at once get numbers without doubles', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => world.channel.receive(`crowd ${i}`, 'hello')));
    const rows = await world.db.selectFrom('contacts').select('number').orderBy('number').execute();
    expect(rows.map((row) => row.number)).toEqual(rows.map((_, i) => i + 1));
  });
});
