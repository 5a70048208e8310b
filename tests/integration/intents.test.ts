import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { covers } from '#shared/domain/cursor.ts';
import { REPEAT_DAYS } from '#shared/domain/repeat.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { doChores } from '#server/chores.ts';
import { diskStore } from '#server/files/disk.ts';
import type { Hub } from '#server/hub.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { toDialog } from '#server/db/rows.ts';
import { lockDialog, transaction } from '#server/db/transaction.ts';
import { feedEnd } from '#server/feed/epoch.ts';
import { writeDialog } from '#server/intents/persist.ts';
import { newId } from '#server/lib/ids.ts';
import { eventually } from './sitechat-world.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, BORIS, CHANNEL_C, CLARA, VERA, WS } from './support/company.ts';
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
  const count = async (
    table: 'deliveries' | 'delivery_attempts' | 'intents',
    column: string,
    id: string,
  ): Promise<number> => {
    const { rows } = await world.pool.pg.query(`select 1 from ${table} where ${column} = $1`, [id]);
    return rows.length;
  };

  const somebodyWaits = () =>
    eventually(
      () => world.pool.pg.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`),
      ({ rows }) => rows.length === 1,
    );

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

  test('what was written before a colleague’s answer is refused with who answered, and goes when said knowingly', async () => {
    const { dialogId } = await world.channel.receive('overtaken', 'hello');
    const vera = await world.signIn(hub, VERA);
    const sayAfter = (text: string, afterSeq: number | null) =>
      intent('message.send', {
        dialogId,
        text,
        attachments: [],
        visibility: 'public',
        afterSeq,
        replyTo: null,
      });
    await anna.act(say(dialogId, 'from Anna'));
    const stale = sayAfter('from Vera', 2);
    const [refused] = await vera.act(stale);
    expect(refused).toMatchObject({ refusal: { code: 'overtaken', operatorId: ANNA, what: 'answered' } });
    expect(await vera.act(stale)).toEqual([refused]);
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed', 'from Anna']);
    expect(await vera.act(sayAfter('from Vera', 4))).toMatchObject([{ status: 'done' }]);
    // Her own words overtake nobody of hers.
    expect(await vera.act(sayAfter('and more', 4))).toMatchObject([{ status: 'done' }]);
  });

  test('a dialog in which the client wrote meanwhile is neither finished nor marked as read unseen', async () => {
    const { dialogId } = await world.channel.receive('writes on', 'hello');
    await anna.act(intent('dialog.answer', { dialogId }));
    await world.channel.receive('writes on', 'one more thing');
    for (const name of ['dialog.finish', 'dialog.markRead'] as const) {
      const [result] = await anna.act(intent(name, { dialogId, afterSeq: 3 }));
      expect(result).toMatchObject({ refusal: { code: 'client_wrote' } });
    }
    expect(await anna.act(intent('dialog.finish', { dialogId, afterSeq: 4 }))).toMatchObject([
      { status: 'done' },
    ]);
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

  test('an intent waits for whoever holds the dialog, and decides anew', async () => {
    const { dialogId } = await world.channel.receive('held', 'hello');
    const held = await transaction(world.db, async (tx) => {
      await lockDialog(tx, WS, dialogId);
      const acting = anna.act(say(dialogId, 'an answer'));
      await somebodyWaits();
      const row = await tx.db
        .selectFrom('dialogs')
        .selectAll()
        .where('id', '=', dialogId)
        .executeTakeFirstOrThrow();
      const before = toDialog(row);
      // What Anna's answer was decided on is not true any more.
      const next: Dialog = { ...before, state: { status: 'active', responsibleId: BORIS } };
      await writeDialog(tx.db, { workspaceId: WS, before, next, messages: [] });
      return { acting };
    });
    expect(await held.acting).toMatchObject([{ refusal: { code: 'not_responsible', operatorId: BORIS } }]);
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello']);
  });

  test('a request that takes long is answered with what was done, before its sender gives up', async () => {
    const slow = (await world.channel.receive('slow', 'hello')).dialogId;
    const beside = (await world.channel.receive('beside', 'hello')).dialogId;
    const asked = [say(beside, 'one'), say(slow, 'two'), say(beside, 'three')];
    const gate = Promise.withResolvers<void>();
    const held = transaction(world.db, async (tx) => {
      await lockDialog(tx, WS, slow);
      await gate.promise;
    });
    setTimeout(() => gate.resolve(), 5_500);
    const first = await anna.act(...asked);
    await held;
    expect(first.map(({ id }) => id)).toEqual(asked.slice(0, 2).map(({ id }) => id));
    expect(await messagesOf(beside)).not.toContain('three');
    const rest = await anna.act(...asked.slice(2));
    expect(rest).toMatchObject([{ status: 'done' }]);
  });

  test('an intent that waits for the dialog has a later transaction than whoever held it', async () => {
    const { dialogId } = await world.channel.receive('order', 'hello');
    const held = await transaction(world.db, async (tx) => {
      await lockDialog(tx, WS, dialogId);
      const acting = anna.act(say(dialogId, 'an answer'));
      await somebodyWaits();
      // Like a receipt it leaves the dialog's version alone: what waits goes on in the transaction in which it waited.
      const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx.db);
      return { acting, xid: BigInt(rows[0]?.xid ?? 0) };
    });
    const [done] = await held.acting;
    if (done?.status !== 'done') throw new Error('refused');
    expect(BigInt(done.position.xid)).toBeGreaterThan(held.xid);
  });

  test('what was answered before the database was restored has a position that clients reach', async () => {
    const { dialogId } = await world.channel.receive('restored', 'hello');
    const once = say(dialogId, 'an answer');
    await anna.act(once);
    await sql`update intents set xid = '9000000000000' where id = ${once.id}`.execute(world.db);
    const [again] = await anna.act(once);
    if (again?.status !== 'done') throw new Error('refused');
    const { position } = again;
    // Whatever else the hubs have open just now (a delivery) ends.
    await eventually(
      () => feedEnd(world.db, WS),
      (end) => covers(end, position),
    );
  });

  test('what was decided on an older version writes nothing at all', async () => {
    const { dialogId } = await world.channel.receive('stale', 'hello');
    const row = await world.db
      .selectFrom('dialogs')
      .selectAll()
      .where('id', '=', dialogId)
      .executeTakeFirstOrThrow();
    const before = toDialog(row);
    await anna.act(intent('dialog.answer', { dialogId }));
    const feed = await world.db.selectFrom('feed').select('n').execute();
    expect(await writeDialog(world.db, { workspaceId: WS, before, next: before, messages: [] })).toBeNull();
    expect(await world.db.selectFrom('feed').select('n').execute()).toHaveLength(feed.length);
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
    await anna.act(intent('dialog.finish', { dialogId: first.dialogId, afterSeq: null }));
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
        anna.act(intent('dialog.finish', { dialogId, afterSeq: null })),
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

  test('answers are known for far longer than a client repeats, then forgotten, and even then nothing is said twice', async () => {
    const { dialogId } = await world.channel.receive('forgotten', 'hello');
    const [old, older] = [say(dialogId, 'old'), say(dialogId, 'older')];
    const [answered] = await anna.act(old);
    await anna.act(older);
    const age = (id: string, days: number) =>
      world.pool.pg.query(`update intents set at = now() - make_interval(days => $2) where id = $1`, [
        id,
        days,
      ]);
    await age(old.id, 2 * REPEAT_DAYS);
    await age(older.id, 100);
    await eventually(
      () =>
        world.pool.pg.query(`select outcome from delivery_attempts where message_id = any($1)`, [
          [old.id, older.id],
        ]),
      ({ rows }) => rows.length === 2 && rows.every(({ outcome }) => outcome !== null),
    );
    await world.pool.pg.query(
      `update delivery_attempts set started_at = now() - interval '100 days' where message_id = $1`,
      [older.id],
    );
    await doChores(world.db, diskStore('nowhere'), { FEED_DAYS: 14, SIGN_IN_WINDOW_S: 900 });
    expect(await count('intents', 'id', old.id)).toBe(1);
    expect(await count('delivery_attempts', 'message_id', old.id)).toBe(1);
    expect(await count('intents', 'id', older.id)).toBe(0);
    expect(await count('delivery_attempts', 'message_id', older.id)).toBe(0);
    expect(await anna.act(old)).toEqual([answered]);
    expect(await anna.act(older)).toMatchObject([{ status: 'refused', refusal: { code: 'invalid' } }]);
    expect(await messagesOf(dialogId)).toEqual(['opened', 'hello', 'claimed', 'old', 'older']);
  });

  test('what is too much at once is refused before it is looked at: by size, and by number per session', async () => {
    const { dialogId } = await world.channel.receive('much', 'hello');
    const strict = await world.hub({ INTENTS_PER_MINUTE: '100' });
    const post = (client: Client, ...intents: unknown[]) =>
      client.at(strict.url).post('/api/intents', { protocol: PROTOCOL, intents });
    // The largest that is one intent, as a careless sender writes it: every letter escaped.
    const escaped = JSON.stringify({
      protocol: PROTOCOL,
      intents: [say(dialogId, 'ж'.repeat(MAX_TEXT_BYTES / 2))],
    }).replaceAll('ж', String.raw`\u0436`);
    const largest = await anna.at(strict.url).fetch('/api/intents', { method: 'POST', body: escaped });
    expect(largest.status).toBe(200);
    const eight = Array.from({ length: 8 }, () => say(dialogId, 'x'.repeat(MAX_TEXT_BYTES / 2)));
    expect(await post(anna, ...eight)).toMatchObject({ status: 413, body: { error: { code: 'too_large' } } });
    const hundred = () =>
      Array.from({ length: 100 }, () => intent('dialog.markRead', { dialogId, afterSeq: null }));
    const refused = await post(anna, ...hundred());
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } });
    expect(refused.body).toMatchObject({ error: { retryAfterS: expect.any(Number) as number } });
    // Another session is not concerned.
    expect(await post(await world.signIn(strict, BORIS), ...hundred())).toMatchObject({ status: 200 });
    expect(await messagesOf(dialogId)).toHaveLength(4);
    await strict.stop();
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
