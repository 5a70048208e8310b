import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { messagePageSchema } from '#shared/domain/bundle.ts';
import { covers } from '#shared/domain/cursor.ts';
import { contactDialogsResponseSchema } from '#shared/wire/http/history.ts';
import type { Change } from '#shared/wire/change.ts';
import { PAGE_MESSAGES } from '#shared/wire/protocol.ts';
import { toDialog, toMessage } from '#server/db/rows.ts';
import { sql } from 'kysely';
import { MIGRATIONS } from '#server/db/migrations/all.ts';
import { migrate } from '#server/db/migrate.ts';
import { lockDialog, transaction } from '#server/db/transaction.ts';
import { ensureEpochs } from '#server/feed/epoch.ts';
import { pruneFeed } from '#server/feed/prune.ts';
import { writeDialog } from '#server/intents/persist.ts';
import { randomFrom } from '#server/seed/plan.ts';
import type { Hub } from '#server/hub.ts';
import { intent, say, type Client } from './support/client.ts';
import {
  ANNA,
  BORIS,
  CHANNEL_A,
  CHANNEL_B,
  CHANNEL_C,
  LINE_A,
  LINE_B,
  LINE_C,
  NORTH,
  SOUTH,
  VERA,
  WS,
} from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { Replica } from './support/replica.ts';
import { World } from './support/world.ts';

const SCOPES: Readonly<Record<string, Scope>> = {
  [ANNA]: { operatorId: ANNA, role: 'operator', lineIds: [LINE_A], branchIds: [] },
  [VERA]: { operatorId: VERA, role: 'senior', lineIds: [], branchIds: [NORTH] },
};

describe('snapshot and feed together', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let anna: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    anna = await world.signIn(hub, ANNA);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  async function truth(
    scope: Scope,
  ): Promise<{ dialogs: Map<string, Dialog>; messages: Map<string, Message> }> {
    const dialogs = new Map<string, Dialog>();
    for (const row of await world.db.selectFrom('dialogs').selectAll().execute()) {
      const dialog = toDialog(row);
      if (sees(scope, audienceOf(dialog))) dialogs.set(dialog.id, dialog);
    }
    const messages = new Map<string, Message>();
    for (const row of await world.db.selectFrom('messages').selectAll().execute()) {
      if (dialogs.has(row.dialog_id)) messages.set(`${row.dialog_id}/${row.seq}`, toMessage(row));
    }
    return { dialogs, messages };
  }

  /** Deliveries change messages too, a moment after the intents. */
  async function untilSettled(): Promise<void> {
    const open = world.db.selectFrom('deliveries').select('message_id').where('status', '<>', 'settled');
    while ((await open.execute()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Moves a dialog between lines, as a transfer will. */
  async function move(dialogId: string, lineId: string, branchId: string): Promise<void> {
    await transaction(world.db, async (tx) => {
      await lockDialog(tx, WS, dialogId);
      const row = await tx.db
        .selectFrom('dialogs')
        .selectAll()
        .where('id', '=', dialogId)
        .executeTakeFirstOrThrow();
      const before = toDialog(row);
      await writeDialog(tx.db, {
        workspaceId: WS,
        before,
        next: { ...before, lineId, branchId },
        messages: [],
      });
    });
  }

  test.each([1, 2, 3])(
    'pages read while everything changes, then the feed from their cursor, are the truth (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const pick = <T>(list: readonly T[]): T => {
        const found = list[Math.floor(random() * list.length)];
        if (found === undefined) throw new Error('Nothing to pick from');
        return found;
      };
      const second = await world.hub();
      const boris = await world.signIn(second, BORIS);
      const vera = await world.signIn(hub, VERA);
      const known: string[] = [];
      const step = async (): Promise<void> => {
        const roll = random();
        const channelId = pick([CHANNEL_A, CHANNEL_A, CHANNEL_B, CHANNEL_C]);
        if (roll < 0.5 || known.length < 5) {
          const { dialogId } = await world.channel.receive(
            `s${seed}-${Math.floor(random() * 25)}-${channelId}`,
            `text ${random()}`,
            { channelId },
          );
          known.push(dialogId);
          return;
        }
        const dialogId = pick(known);
        const by = pick([anna, boris, vera]);
        if (roll < 0.7) await by.act(say(dialogId, `answer ${random()}`, pick(['public', 'hidden'])));
        else if (roll < 0.8) await by.act(intent('dialog.finish', { dialogId, afterSeq: null }));
        else if (roll < 0.9) await by.act(intent('dialog.answer', { dialogId }));
        else if (random() < 0.5) await move(dialogId, LINE_C, SOUTH);
        else await move(dialogId, LINE_A, NORTH);
      };
      for (let i = 0; i < 25; i += 1) await step();
      const stop = new AbortController();
      const writers = [1, 2].map(async () => {
        while (!stop.signal.aborted) await step();
      });
      const readers = [anna, vera].map(async (client) => {
        const replica = new Replica();
        const pages = await client.snapshot(3);
        expect(new Set(pages.map((page) => JSON.stringify(page.cursor))).size).toBe(1);
        replica.load(pages);
        return { client, replica, cursor: pages[0]?.cursor };
      });
      const read = await Promise.all(readers);
      stop.abort();
      await Promise.all(writers);
      await untilSettled();
      for (const { client, replica, cursor } of read) {
        const live = await client.at(second.url).live(cursor ?? null);
        const [mark] = await client.act(
          intent('dialog.answer', {
            dialogId: (await world.channel.receive(`mark ${seed} ${client === anna ? 'anna' : 'vera'}`, 'x'))
              .dialogId,
          }),
        );
        if (mark?.status !== 'done') throw new Error('The mark was refused');
        await live.until((one) => one.cursor !== null && covers(one.cursor, mark.position));
        for (const change of live.changes) replica.apply(change);
        const scope = SCOPES[client === anna ? ANNA : VERA];
        if (!scope) throw new Error('No scope');
        const right = await truth(scope);
        const byId = (a: [string, unknown], b: [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
        expect([...replica.dialogs].toSorted(byId)).toEqual([...right.dialogs].toSorted(byId));
        for (const [key, message] of replica.messages)
          expect([key, message]).toEqual([key, right.messages.get(key)]);
        for (const key of right.messages.keys())
          expect(replica.messages.has(key), `message ${key} is missing`).toBe(true);
        for (const dialog of replica.dialogs.values())
          expect(replica.contacts.has(dialog.contactId)).toBe(true);
        await live.close();
      }
      await second.stop();
    },
  );

  test('a dialog that moves to the front between two pages still comes whole', async () => {
    const { dialogId } = await world.channel.receive('slips', 'hello');
    for (let i = 0; i < 4; i += 1) await world.channel.receive(`newer ${i}`, 'hello');
    const first = await anna.snapshotPage('?limit=2');
    await world.channel.receive('slips', 'and again');
    const later: string[] = [];
    for (let { next } = first; next !== null;) {
      const page = await anna.snapshotPage(`?limit=2&after=${encodeURIComponent(next)}`);
      later.push(...page.bundles.map((bundle) => bundle.dialog.id));
      next = page.next;
    }
    expect(first.bundles.map((bundle) => bundle.dialog.id)).not.toContain(dialogId);
    expect(later).toContain(dialogId);
  });

  test('open dialogs come first, newest activity first, then those closed within two days', async () => {
    const old = await world.channel.receive('long closed', 'hello');
    const fresh = await world.channel.receive('just closed', 'hello');
    for (const { dialogId } of [old, fresh])
      await anna.act(intent('dialog.finish', { dialogId, afterSeq: null }));
    await world.pool.pg.query(
      `update dialogs set closed_at = now() - interval '3 days', xid = '1' where id = $1`,
      [old.dialogId],
    );
    const pages = await anna.snapshot(4);
    const dialogs = pages.flatMap((page) => page.bundles.map((bundle) => bundle.dialog));
    const open = dialogs.filter((dialog) => dialog.state.status !== 'closed');
    expect(dialogs.slice(0, open.length)).toEqual(open);
    expect(open.map((dialog) => dialog.lastActivityAt)).toEqual(
      open.map((dialog) => dialog.lastActivityAt).toSorted((a, b) => b - a),
    );
    const ids = dialogs.map((dialog) => dialog.id);
    expect(ids).toContain(fresh.dialogId);
    expect(ids).not.toContain(old.dialogId);
    expect(new Set(ids).size).toBe(pages[0]?.total);
    expect(pages[0]?.directory.length).toBeGreaterThan(10);
    for (const page of pages.slice(1)) expect(page.directory).toEqual([]);
  });

  test('a snapshot whose feed is gone has expired', async () => {
    const first = await anna.snapshotPage('?limit=1');
    await world.db
      .updateTable('feed_state')
      .set({ kept_from: String(BigInt(first.cursor.xid) + 1n) })
      .execute();
    const response = await anna.fetch(`/api/sync/snapshot?after=${first.next}`);
    expect(response.status).toBe(410);
    expect(await response.json()).toMatchObject({ error: { code: 'snapshot_expired' } });
    await world.db.updateTable('feed_state').set({ kept_from: first.cursor.xid }).execute();
  });

  test('history comes by pages without holes, newest first', async () => {
    const { dialogId, contactId } = await world.channel.receive('history', 'text 0');
    for (let i = 1; i < PAGE_MESSAGES + 10; i += 1) await world.channel.receive('history', `text ${i}`);
    const page = async (query: string): Promise<number[]> => {
      const response = await anna.fetch(`/api/dialogs/${dialogId}/messages${query}`);
      return messagePageSchema.parse(await response.json()).messages.map((message) => message.seq);
    };
    const newest = await page('');
    expect(newest).toEqual(Array.from({ length: PAGE_MESSAGES }, (_, i) => i + 12));
    expect(await page(`?before=${newest[0]}`)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
    expect(await page('?before=4&limit=2')).toEqual([2, 3]);
    expect(await page('?before=1')).toEqual([]);
    const response = await anna.fetch(`/api/contacts/${contactId}/dialogs`);
    expect(
      contactDialogsResponseSchema.parse(await response.json()).dialogs.map((dialog) => dialog.id),
    ).toEqual([dialogId]);
  });

  test('who was away while a dialog was taken up again hears what happened to its old messages, too', async () => {
    const { dialogId } = await world.channel.receive('taken up', 'hello');
    await anna.act(intent('dialog.answer', { dialogId }));
    const first = say(dialogId, 'of old', 'hidden');
    await anna.act(first, ...Array.from({ length: PAGE_MESSAGES + 1 }, (_, i) => say(dialogId, `text ${i}`)));
    await untilSettled();
    await anna.act(intent('dialog.finish', { dialogId, afterSeq: null }));
    const { cursor } = await anna.snapshotPage('?limit=1');
    const results = await anna.act(
      intent('dialog.reopen', { dialogId }),
      intent('message.react', { dialogId, messageId: first.id, emoji: '👍' }),
    );
    expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
    const live = await anna.live(cursor);
    const reacted = (change: Change): boolean =>
      change.type === 'message' && change.message.id === first.id && change.message.reactions.length === 1;
    await live.until((one) => one.changes.some(reacted), 5_000);
    const entered = live.changes.findIndex(({ type }) => type === 'enter');
    expect(entered).toBeGreaterThanOrEqual(0);
    expect(live.changes.findIndex(reacted)).toBeGreaterThan(entered);
    await live.close();
  });

  test('an intent that changes nothing still moves the client’s cursor past its position', async () => {
    const { dialogId } = await world.channel.receive('no effect', 'hello');
    await anna.act(intent('dialog.answer', { dialogId }));
    const live = await anna.live((await anna.snapshotPage('?limit=1')).cursor);
    await live.until((one) => one.cursor !== null);
    const [again] = await anna.act(intent('dialog.answer', { dialogId }));
    if (again?.status !== 'done') throw new Error('refused');
    await live.until((one) => one.cursor !== null && covers(one.cursor, again.position), 2_000);
    expect(live.changes).toEqual([]);
    await live.close();
  });

  test('a cursor beyond the last change, which no hub gave out, keeps nobody from what comes', async () => {
    const { cursor } = await anna.snapshotPage('?limit=1');
    // The first to follow decides where the feed is read from for all.
    const slow = await world.pool.pg.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    const { rows } = await world.pool.pg.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
    const beyond = { epoch: cursor.epoch, xid: rows[0]?.xid ?? '' };
    const lives = [await anna.at(hub.url).live(beyond)];
    await lives[0]?.until((one) => one.cursor !== null);
    lives.push(await anna.live(cursor));
    await slow.query('insert into feed (workspace_id, change) values ($1, $2)', [
      WS,
      { type: 'directory', entry: { kind: 'workspace', row: { id: WS, name: 'Renamed', rev: 2 } } },
    ]);
    await slow.query('commit');
    slow.release();
    for (const live of lives) {
      await live.until((one) => JSON.stringify(one.changes).includes('Renamed'));
      await live.close();
    }
  });

  test('who follows the feed is told when it was pruned before he was shown all of it', async () => {
    const live = await anna.live((await anna.snapshotPage('?limit=1')).cursor);
    await live.until((one) => one.cursor !== null);
    // A transaction that stays open (a frozen process) holds back everything after it.
    const slow = await world.pool.pg.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    const { dialogId } = await world.channel.receive('behind', 'hello');
    await world.pool.pg.query(`update feed set at = now() - interval '20 days'`);
    expect(await pruneFeed(world.db, WS, 14)).toBeGreaterThan(0);
    await slow.query('commit');
    slow.release();
    await live.until((one) => one.closed !== null);
    expect(live.changes).toEqual([]);
    const again = await anna.live(live.cursor);
    await again.until((one) => one.heard.some(({ type }) => type === 'reset'));
    expect((await anna.snapshotPage()).bundles.map(({ dialog }) => dialog.id)).toContain(dialogId);
    await again.close();
  });

  test('a name learned later reaches those who see the client', async () => {
    const { contactId } = await world.channel.receive('nameless', 'hello');
    const live = await anna.live((await anna.snapshotPage('?limit=1')).cursor);
    await live.until((one) => one.cursor !== null);
    await world.channel.receive('nameless', 'I am Olga', { name: ' Olga ' });
    await live.until((one) => one.changes.some((change) => change.type === 'message'));
    const contact = live.changes.find((change) => change.type === 'contact');
    expect(contact).toMatchObject({ contact: { id: contactId, name: 'Olga', rev: 2 } });
    await world.channel.receive('nameless', 'no, Mallory', { name: 'Mallory' });
    const row = await world.db
      .selectFrom('contacts')
      .select('name')
      .where('id', '=', contactId)
      .executeTakeFirstOrThrow();
    expect(row.name).toBe('Olga');
    await live.close();
  });

  /** What the feed begins with; a message that is being delivered meanwhile adds to its end. */
  const oldestChange = async () =>
    (
      await world.db
        .selectFrom('feed')
        .select('change')
        .orderBy('xid')
        .orderBy('n')
        .limit(1)
        .executeTakeFirst()
    )?.change;

  test('a database restored elsewhere begins a new epoch, the same one restarted does not', async () => {
    const { dialogId } = await world.channel.receive('long ago', 'hello');
    await anna.act(intent('dialog.answer', { dialogId }), say(dialogId, 'hello'));
    await anna.act(intent('dialog.finish', { dialogId, afterSeq: 100 }));
    await world.pool.pg.query(`update dialogs set closed_at = now() - interval '3 days' where id = $1`, [
      dialogId,
    ]);
    const { cursor } = await anna.snapshotPage('?limit=1');
    await ensureEpochs(world.db);
    expect((await anna.snapshotPage('?limit=1')).cursor.epoch).toBe(cursor.epoch);
    await world.db.updateTable('feed_state').set({ cluster: 'the machine that burned' }).execute();
    await ensureEpochs(world.db);
    const anew = await anna.snapshotPage('?limit=500');
    expect(anew.cursor.epoch).not.toBe(cursor.epoch);
    // What was there before the feed began has not changed since.
    expect(anew.bundles.map(({ dialog }) => dialog.id)).not.toContain(dialogId);
    expect(await oldestChange()).toMatchObject({ type: 'directory', entry: { kind: 'workspace' } });
    expect(await migrate(world.db)).toBe(0);
  });

  test('a database that changes under running hubs ends what is followed; the new epoch is told by all of them', async () => {
    const second = await world.hub();
    const elsewhere = anna.at(second.url);
    const { cursor } = await anna.snapshotPage('?limit=1');
    const lives = await Promise.all([anna.live(cursor), elsewhere.live(cursor)]);
    for (const live of lives) await live.until((one) => one.cursor !== null);
    await world.db.updateTable('feed_state').set({ cluster: 'the machine that burned' }).execute();
    // Its connections break with it; they are all that hubs notice.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'otklik-bus'
      and datname = current_database()`.execute(world.db);
    for (const live of lives) await live.until((one) => one.closed !== null);
    for (const client of [anna, elsewhere]) {
      const stale = await client.live(cursor);
      await stale.until((one) => one.heard.some(({ type }) => type === 'reset'));
      await stale.close();
      const fresh = await client.live((await client.snapshotPage('?limit=1')).cursor);
      const { dialogId } = await world.channel.receive('after the fire', 'hello');
      await fresh.until((one) => JSON.stringify(one.changes).includes(dialogId));
      expect(fresh.cursor?.epoch).not.toBe(cursor.epoch);
      await fresh.close();
    }
    await second.stop();
  });

  test('a migration that changes rows begins a new epoch, another does not', async () => {
    const epoch = async (): Promise<string> => (await anna.snapshotPage('?limit=1')).cursor.epoch;
    const number = MIGRATIONS.length + 1;
    const before = await epoch();
    const quiet = { number, name: 'an index', up: [sql`select 1`] };
    expect(await migrate(world.db, [...MIGRATIONS, quiet])).toBe(1);
    expect(await epoch()).toBe(before);
    await world.channel.receive('before the change', 'hello');
    const loud = { number: number + 1, name: 'a field', changesRows: true, up: [sql`select 1`] } as const;
    expect(await migrate(world.db, [...MIGRATIONS, quiet, loud])).toBe(1);
    expect(await epoch()).not.toBe(before);
    expect(await oldestChange()).toMatchObject({ type: 'directory', entry: { kind: 'workspace' } });
    await world.db.deleteFrom('migrations').where('number', '>=', number).execute();
  });

  test('pages of the snapshot read indexes from their ends and sort nothing', async () => {
    await world.pool.pg.query(`
      insert into dialogs (workspace_id, id, channel_id, line_id, branch_id, contact_id, external_user_id, status, closed_at, outcome,
        created_at, last_activity_at, unread, last_seq, rev)
      select workspace_id, gen_random_uuid(), channel_id, case when n % 20 = 0 then '${LINE_A}'::uuid else '${LINE_B}'::uuid end,
        branch_id, contact_id, external_user_id, 'closed', now() - n * interval '1 second', 'finished', now(), now(), 0, 0, 1
      from (select * from dialogs limit 1) one, generate_series(1, 20000) n`);
    await world.pool.pg.query('analyze dialogs');
    const plan = await world.pool.pg.query(
      `explain select id, closed_at from dialogs where workspace_id = $1 and status = 'closed' and closed_at > now() - interval '2 days'
       and (closed_at, id) < (now() - interval '1 hour', $2::uuid) and line_id = $3 order by closed_at desc, id desc limit 100`,
      [WS, WS, LINE_A],
    );
    const text = JSON.stringify(plan.rows);
    expect(text).toContain('closed_dialogs_of_line');
    expect(text).not.toMatch(/Sort|Seq Scan/);
  });
});
