import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#server/lib/ids.ts';
import type { OutgoingMessage, SendOutcome } from '#server/channels/channel.ts';
import { claim } from '#server/deliveries/queue.ts';
import { DeliveryWorker } from '#server/deliveries/worker.ts';
import type { Hub } from '#server/hub.ts';
import { intent, say, type Client } from './support/client.ts';
import { ANNA, CHANNEL_A, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const failure = { code: 'unreachable', detail: 'no answer' } as const;

describe('deliveries', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let anna: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(async () => {
    await postgres?.stop();
  });
  beforeEach(async () => {
    world = await World.create(postgres);
    hub = await world.hub();
    anna = await world.signIn(hub, ANNA);
  });
  afterEach(async () => {
    await world.stop();
  });

  async function until(what: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!(await what())) {
      if (Date.now() > deadline) throw new Error('Waited in vain');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const stateOf = async (messageId: string): Promise<string | null> =>
    (
      await world.db
        .selectFrom('messages')
        .select('delivery_state')
        .where('id', '=', messageId)
        .executeTakeFirst()
    )?.delivery_state ?? null;
  const untilState = (messageId: string, state: string): Promise<void> =>
    until(async () => (await stateOf(messageId)) === state);
  const texts = (): string[] => world.channel.sent.map((message) => message.text);
  const dialog = async (user: string): Promise<string> =>
    (await world.channel.receive(user, 'hello')).dialogId;
  /** Makes everything due now, so that tests need not wait for back-off. */
  const hurry = (): Promise<unknown> =>
    world.pool.pg.query(`update deliveries set next_at = now() where status = 'queued'`);

  test('a public answer reaches the channel once, with all it needs', async () => {
    const dialogId = await dialog('client 1');
    const said = say(dialogId, 'an answer');
    await anna.act(say(dialogId, 'a note', 'hidden'), said);
    await untilState(said.id, 'sent');
    expect(world.channel.sent).toMatchObject([
      {
        workspaceId: WS,
        channelId: CHANNEL_A,
        dialogId,
        messageId: said.id,
        externalUserId: 'client 1',
        text: 'an answer',
        authorName: 'anna',
        attempt: 1,
      },
    ]);
  });

  test('the database itself takes no delivery for a hidden message, an event or a client’s words', async () => {
    const dialogId = await dialog('client 1');
    const note = say(dialogId, 'a note', 'hidden');
    const open = say(dialogId, 'an answer');
    await anna.act(note, open);
    await untilState(open.id, 'sent');
    const messages = await world.db
      .selectFrom('messages')
      .selectAll()
      .where('dialog_id', '=', dialogId)
      .execute();
    const silent = messages.filter((message) => message.id !== open.id);
    expect(silent.map((message) => message.kind)).toContain('event');
    const insert = (id: string, outgoing: boolean): Promise<unknown> =>
      world.pool.pg.query(
        `insert into deliveries (workspace_id, message_id, dialog_id, seq, channel_id, external_user_id, outgoing)
         select workspace_id, id, dialog_id, seq, $2, 'client 1', $3 from messages where id = $1`,
        [id, CHANNEL_A, outgoing],
      );
    for (const message of silent) {
      await expect(insert(message.id, true)).rejects.toThrow('foreign key');
      await expect(insert(message.id, false)).rejects.toThrow('check');
    }
    await expect(
      world.pool.pg.query(`update messages set visibility = 'hidden', delivery_state = null where id = $1`, [
        open.id,
      ]),
    ).rejects.toThrow('foreign key');
    await expect(
      world.pool.pg.query(`update deliveries set message_id = $1 where message_id = $2`, [note.id, open.id]),
    ).rejects.toThrow('foreign key');
    await expect(
      world.pool.pg.query(`update messages set delivery_state = 'pending' where id = $1`, [note.id]),
    ).rejects.toThrow('check');
    await expect(
      world.pool.pg.query(`update messages set outgoing = true where id = $1`, [note.id]),
    ).rejects.toThrow('can only be updated to DEFAULT');
    expect(texts()).toEqual(['an answer']);
  });

  test('messages of one dialog go in order, one after the other, while others pass', async () => {
    const [slow, quick] = [await dialog('slow'), await dialog('quick')];
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = (message) => (message.text === 'slow 1' ? gate.promise : { kind: 'sent' });
    const last = say(quick, 'quick 2');
    await anna.act(
      say(slow, 'slow 1'),
      say(slow, 'slow 2'),
      say(slow, 'slow 3'),
      say(quick, 'quick 1'),
      last,
    );
    await untilState(last.id, 'sent');
    expect(texts().filter((text) => text.startsWith('slow'))).toEqual(['slow 1']);
    gate.resolve({ kind: 'sent' });
    await until(async () => texts().length === 5);
    expect(texts().filter((text) => text.startsWith('slow'))).toEqual(['slow 1', 'slow 2', 'slow 3']);
  });

  test('a retry comes later, in its place, and says which attempt it is', async () => {
    const dialogId = await dialog('client 1');
    world.channel.answer = ({ text, attempt }) =>
      text === 'one' && attempt < 3 ? { kind: 'retry', failure } : { kind: 'sent' };
    const two = say(dialogId, 'two');
    await anna.act(say(dialogId, 'one'), two);
    for (const attempts of [1, 2]) {
      await until(
        async () =>
          world.channel.sent.length >= attempts &&
          (await world.db.selectFrom('deliveries').select('status').where('status', '=', 'sending').execute())
            .length === 0,
      );
      await hurry();
    }
    await untilState(two.id, 'sent');
    expect(world.channel.sent.map((message) => [message.text, message.attempt])).toEqual([
      ['one', 1],
      ['one', 2],
      ['one', 3],
      ['two', 1],
    ]);
    const attempts = await world.db
      .selectFrom('delivery_attempts')
      .select(['attempt', 'outcome'])
      .orderBy('started_at')
      .execute();
    expect(attempts.map((attempt) => attempt.outcome?.['kind'])).toEqual(['retry', 'retry', 'sent', 'sent']);
  });

  test('the vendor’s Retry-After is obeyed', async () => {
    const dialogId = await dialog('client 1');
    world.channel.answer = () => ({ kind: 'retry', failure, afterS: 600 });
    await anna.act(say(dialogId, 'one'));
    await until(async () => {
      const row = await world.db.selectFrom('deliveries').selectAll().executeTakeFirst();
      return row?.status === 'queued' && row.next_at.getTime() - Date.now() > 590_000;
    });
  });

  test('a failure is shown with its reason and lets the next message go', async () => {
    const dialogId = await dialog('client 1');
    world.channel.answer = ({ text }) =>
      text === 'one'
        ? { kind: 'failed', failure: { code: 'blocked_by_client', detail: 'user blocked the bot' } }
        : { kind: 'sent' };
    const [one, two] = [say(dialogId, 'one'), say(dialogId, 'two')];
    await anna.act(one, two);
    await untilState(two.id, 'sent');
    const row = await world.db
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      delivery_state: 'failed',
      delivery_failure: { code: 'blocked_by_client' },
      rev: 2,
    });
  });

  test('a channel that throws: repeated where that is harmless, else unknown', async () => {
    const dialogId = await dialog('client 1');
    world.channel.idempotentSend = false;
    world.channel.answer = () => {
      throw new Error('connection reset in the middle');
    };
    const one = say(dialogId, 'one');
    await anna.act(one);
    await untilState(one.id, 'unknown');
    world.channel.idempotentSend = true;
    const two = say(dialogId, 'two');
    await anna.act(two);
    await until(async () => texts().includes('two'));
    world.channel.answer = () => ({ kind: 'sent' });
    await until(async () => {
      await hurry();
      return (await stateOf(two.id)) === 'sent';
    });
    expect(texts().filter((text) => text === 'one')).toHaveLength(1);
  });

  test.each([true, false])(
    'an attempt whose worker died is repeated only where that is harmless (%s)',
    async (idempotent) => {
      const dialogId = await dialog('client 1');
      await hub.stop();
      world.channel.idempotentSend = idempotent;
      const second = await world.hub();
      const one = say(dialogId, 'one');
      const never = Promise.withResolvers<SendOutcome>();
      world.channel.answer = ({ attempt }) => (attempt === 1 ? never.promise : { kind: 'sent' });
      await anna.at(second.url).act(one);
      await until(async () => texts().length === 1);
      await world.pool.pg.query(`update deliveries set lease_until = now() - interval '1 second'`);
      await untilState(one.id, idempotent ? 'sent' : 'unknown');
      expect(texts()).toHaveLength(idempotent ? 2 : 1);
      // The dead one comes back to life: it is too late for it to say anything.
      never.resolve({ kind: 'retry', failure });
      await second.stop();
      const row = await world.db.selectFrom('deliveries').select('status').executeTakeFirstOrThrow();
      expect(row.status).toBe('settled');
      expect(await stateOf(one.id)).toBe(idempotent ? 'sent' : 'unknown');
    },
  );

  test('the work of a hub that was killed is taken over within seconds, not only after its lease', async () => {
    const dialogId = await dialog('client 1');
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = ({ attempt, text }) =>
      attempt === 1 && text === 'one' ? gate.promise : { kind: 'sent' };
    const one = say(dialogId, 'one');
    await anna.act(one);
    await until(async () => texts().length === 1);
    await world.pool.pg.query(`update deliveries set lease_until = lease_until - interval '10 seconds'`);
    const second = await world.hub();
    // The second hub has looked for work, for it has done other work that came later; this it left to the living first.
    const later = say(await dialog('client 2'), 'later');
    await anna.at(second.url).act(later);
    await untilState(later.id, 'sent');
    expect(texts().filter((text) => text === 'one')).toHaveLength(1);
    // Nobody holds this number's lock.
    await world.pool.pg.query('update deliveries set worker = 1');
    await untilState(one.id, 'sent');
    gate.resolve({ kind: 'sent' });
  });

  test('an outcome that the database did not take is written down when it is back, not only after the lease', async () => {
    const dialogId = await dialog('client 1');
    const gate = Promise.withResolvers<SendOutcome>();
    world.channel.answer = ({ text }) => (text === 'one' ? gate.promise : { kind: 'sent' });
    const [one, two] = [say(dialogId, 'one'), say(dialogId, 'two')];
    await anna.act(one, two);
    await until(async () => texts().length === 1);
    // Stands for a database that is away: whatever would write the outcome fails.
    await world.pool.pg.query('alter table delivery_attempts rename to away');
    gate.resolve({ kind: 'sent' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stateOf(one.id)).toBe('pending');
    await world.pool.pg.query('alter table away rename to delivery_attempts');
    await untilState(two.id, 'sent');
    expect(texts()).toEqual(['one', 'two']);
  });

  test('a worker that is stopped while it claims ends what it claimed', async () => {
    world.channel.answer = () => ({ kind: 'retry', failure, afterS: 3600 });
    const one = say(await dialog('client 1'), 'one');
    await anna.act(one);
    await until(async () => texts().length === 1);
    await hub.stop();
    await hurry();
    world.channel.answer = () => new Promise((resolve) => setImmediate(resolve, { kind: 'sent' }));
    const gate = await world.pool.pg.connect();
    await gate.query('begin; lock table delivery_attempts in access exclusive mode');
    const { db, pool, channel } = world;
    const bus = { publish: () => undefined, subscribe: () => () => undefined };
    const worker = new DeliveryWorker({
      db,
      bus,
      log: pool.log,
      channels: [channel],
      instance: 1,
      now: Date.now,
      onAttempt: () => undefined,
    });
    worker.start();
    await until(async () => {
      const waiting = await pool.pg.query('select from pg_locks where not granted');
      return waiting.rows.length > 0;
    });
    const stopped = worker.stop(10_000);
    await gate.query('commit');
    gate.release();
    await stopped;
    expect(await stateOf(one.id)).toBe('sent');
  });

  test('several hubs share the work and do nothing twice', async () => {
    await world.hub();
    await world.hub();
    const dialogs = await Promise.all(Array.from({ length: 12 }, (_, i) => dialog(`client ${i}`)));
    await Promise.all(
      dialogs.map((dialogId) => anna.act(say(dialogId, `${dialogId} 1`), say(dialogId, `${dialogId} 2`))),
    );
    await until(
      async () =>
        (await world.db.selectFrom('deliveries').select('status').where('status', '<>', 'settled').execute())
          .length === 0,
    );
    expect(new Set(texts()).size).toBe(24);
    expect(texts()).toHaveLength(24);
    for (const dialogId of dialogs)
      expect(texts().filter((text) => text.startsWith(dialogId))).toEqual([`${dialogId} 1`, `${dialogId} 2`]);
  });

  test('receipts move forward only, by our id or the channel’s, and reach the operators', async () => {
    const dialogId = await dialog('client 1');
    world.channel.answer = (message: OutgoingMessage) => ({ kind: 'sent', externalId: `tg ${message.text}` });
    const [one, two] = [say(dialogId, 'one'), say(dialogId, 'two')];
    const live = await anna.live((await anna.snapshotPage('?limit=1')).cursor);
    await anna.act(one, two);
    await untilState(two.id, 'sent');
    const receipt = (
      message: { id: string } | { externalId: string },
      state: 'delivered' | 'read',
    ): Promise<void> =>
      world.channel.hub?.receipt({ workspaceId: WS, channelId: CHANNEL_A, message, state, at: Date.now() }) ??
      Promise.resolve();
    await receipt({ externalId: 'tg one' }, 'read');
    await receipt({ id: one.id }, 'delivered');
    await receipt({ id: two.id }, 'delivered');
    await receipt({ id: two.id }, 'delivered');
    await receipt({ id: newId() }, 'read');
    await receipt({ externalId: 'nobody knows' }, 'read');
    const states = (id: string): string[] =>
      live.changes.flatMap((change) =>
        change.type === 'message' && change.message.id === id ? [change.message.delivery?.state ?? '-'] : [],
      );
    await live.until(() => states(two.id).at(-1) === 'delivered');
    expect(states(one.id)).toEqual(['pending', 'sent', 'read']);
    expect(states(two.id)).toEqual(['pending', 'sent', 'delivered']);
    await live.close();
  });

  test('a receipt that overtakes the end of its attempt is not taken back', async () => {
    const dialogId = await dialog('client 1');
    world.channel.answer = async ({ messageId }) => {
      await world.channel.hub?.receipt({
        workspaceId: WS,
        channelId: CHANNEL_A,
        message: { id: messageId },
        state: 'read',
        at: Date.now(),
      });
      return { kind: 'sent' };
    };
    const one = say(dialogId, 'one');
    await anna.act(one);
    await until(
      async () =>
        (await world.db.selectFrom('deliveries').select('status').executeTakeFirst())?.status === 'settled',
    );
    expect(await stateOf(one.id)).toBe('read');
  });

  test('a channel that was switched off fails messages with that reason', async () => {
    const dialogId = await dialog('client 1');
    await world.db.updateTable('channels').set({ active: false }).execute();
    const one = say(dialogId, 'one');
    await anna.act(intent('dialog.answer', { dialogId }), one);
    await untilState(one.id, 'failed');
    await expect(world.channel.receive('client 1', 'more')).rejects.toMatchObject({ code: 'channel_off' });
    expect(texts()).toEqual([]);
  });

  test('a delivery’s message is found by its key, also with a plan from when there were no messages', async () => {
    for (const table of ['messages', 'deliveries'])
      await world.pool.pg.query(`alter table ${table} set (autovacuum_enabled = false)`);
    await world.db.connection().execute(async (db) => {
      // After the fifth time PostgreSQL keeps its plan.
      for (let i = 0; i < 7; i += 1) expect(await claim(db, 99, 5)).toEqual([]);
      const dialogId = await dialog('client 1');
      for (let i = 0; i < 200; i += 1) await world.channel.receive('client 1', 'and more');
      const one = say(dialogId, 'one');
      await anna.act(one);
      await untilState(one.id, 'sent');
      await hub.stop();

      const looked = async (): Promise<number> => {
        await sql`select pg_stat_force_next_flush()`.execute(db);
        const { rows } = await sql<{ rows: string }>`
          select idx_tup_fetch + seq_tup_read as rows from pg_stat_user_tables where relname = 'messages'`.execute(
          db,
        );
        return Number(rows[0]?.rows);
      };
      await world.pool.pg.query(`update deliveries set status = 'queued', next_at = now() - interval '1 s'`);
      const before = await looked();
      expect(await claim(db, 99, 5)).toMatchObject([{ messageId: one.id }]);
      expect((await looked()) - before).toBeLessThan(20);
    });
  });
});
