import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { sessionSchema } from '#shared/wire/http/session.ts';
import { sql } from 'kysely';
import { countAttempt } from '#server/auth/attempts.ts';
import { transaction } from '#server/db/transaction.ts';
import { createSession, findSession } from '#server/auth/sessions.ts';
import { newToken } from '#server/auth/token.ts';
import type { Hub } from '#server/hub.ts';
import { signIn, Client } from './support/client.ts';
import { ANNA, LINE_A, PASSWORD, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const DAY = 24 * 3600 * 1000;
const TIMES = { idleMs: 30 * DAY, maxMs: 180 * DAY };

describe('signing in', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let other: Hub;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub({ SIGN_IN_PER_LOGIN: '5', SIGN_IN_PER_ADDRESS: '1000' });
    other = await world.hub({ SIGN_IN_PER_LOGIN: '5', SIGN_IN_PER_ADDRESS: '1000' });
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const attempt = async (
    login: string,
    password: string,
    at = hub,
  ): Promise<{ status: number; body: string; headers: Headers }> => {
    const response = await fetch(`${at.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password, device: 'test' }),
    });
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  const status = async (client: Client): Promise<number> => (await client.fetch('/api/session')).status;

  test('a login is the same however it is written, and tells who one is', async () => {
    const client = await signIn(hub.url, '  ANNA ');
    const session = sessionSchema.parse(await (await client.at(other.url).fetch('/api/session')).json());
    expect(session).toMatchObject({
      operator: { id: ANNA, role: 'operator' },
      workspace: { id: WS },
      scope: { operatorId: ANNA, role: 'operator', lineIds: [LINE_A], branchIds: [] },
    });
    expect(session.expiresAt - Date.now()).toBeGreaterThan(29 * DAY);
  });

  test('an unknown login and a wrong password get the same answer for the same work', async () => {
    const wrong = await attempt('clara', 'wrong');
    const unknown = await attempt('nobody', 'wrong');
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    expect(unknown.body).toBe(wrong.body);
    expect(apiErrorSchema.parse(JSON.parse(wrong.body)).error.code).toBe('wrong_credentials');
  });

  test('an operator who was switched off is out at once and cannot come back', async () => {
    const client = await signIn(hub.url, 'vera');
    const live = await client.live((await client.snapshotPage()).cursor);
    await world.db.updateTable('operators').set({ active: false }).where('name', '=', 'vera').execute();
    expect(await status(client)).toBe(401);
    expect((await attempt('vera', PASSWORD)).status).toBe(401);
    await live.until((one) => one.closed !== null, 20_000);
    expect(live.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'unauthorized' });
    await world.db.updateTable('operators').set({ active: true }).where('name', '=', 'vera').execute();
  });

  test('tokens are kept as hashes only', async () => {
    const client = await signIn(hub.url, 'anna');
    const { rows } = await world.pool.pg.query<{ row: string }>('select sessions::text as row from sessions');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(client.token.slice(-43));
  });

  test.each([
    '',
    'x',
    'Bearer',
    `${'A'.repeat(22)}.${'B'.repeat(43)}`,
    newToken(WS).token,
    newToken(crypto.randomUUID()).token,
    "' or '1'='1",
  ])('the forged token %j is nobody’s', async (token) => {
    expect(await status(new Client(hub.url, token))).toBe(401);
  });

  test('a session ends by itself, slides while it is used, and never beyond its longest', async () => {
    const owner = { workspaceId: WS, operatorId: ANNA, device: 'test' };
    const token = await createSession(world.db, TIMES, owner);
    const age = (interval: string): Promise<unknown> =>
      world.pool.pg.query(
        `update sessions set created_at = created_at - $1::interval, last_used_at = last_used_at - $1::interval,
         expires_at = expires_at - $1::interval where token_hash = sha256($2::bytea)`,
        [interval, token],
      );
    const left = async (): Promise<number> =>
      ((await findSession(world.db, TIMES, token))?.session.expiresAt ?? 0) - Date.now();
    await age('20 days');
    expect(await left()).toBeGreaterThan(29 * DAY);
    for (let i = 0; i < 7; i += 1) {
      await age('20 days');
      await left();
    }
    expect(await left()).toBeLessThan(21 * DAY);
    await age('20 days 1 minute');
    expect(await findSession(world.db, TIMES, token)).toBeNull();
  });

  test('signing out here ends this session only', async () => {
    const [one, two] = [await signIn(hub.url, 'boris'), await signIn(hub.url, 'boris')];
    expect((await one.fetch('/api/session', { method: 'DELETE' })).status).toBe(204);
    expect(await status(one)).toBe(401);
    expect(await status(two)).toBe(200);
  });

  test('signing out everywhere closes the live sockets of every hub, and nobody else’s', async () => {
    const [here, there, anna] = [
      await signIn(hub.url, 'boris'),
      await signIn(other.url, 'boris'),
      await signIn(other.url, 'anna'),
    ];
    const lives = await Promise.all([here, there, anna].map((client) => client.live(null)));
    await Promise.all(lives.map((live) => live.until((one) => one.heard.length > 0)));
    expect((await here.fetch('/api/sessions', { method: 'DELETE' })).status).toBe(204);
    const [a, b, c] = lives;
    for (const live of [a, b]) {
      await live?.until((one) => one.closed !== null);
      expect(live?.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'unauthorized' });
    }
    expect(c?.closed).toBeNull();
    expect(await status(there)).toBe(401);
    expect(await status(anna)).toBe(200);
    await c?.close();
  });

  test('a session that has run out keeps no live socket', async () => {
    const [old, young] = [await signIn(hub.url, 'boris'), await signIn(hub.url, 'boris')];
    const [ended, living] = await Promise.all([old.live(null), young.live(null)]);
    await Promise.all([ended, living].map((live) => live.until((one) => one.heard.length > 0)));
    await world.pool.pg.query(
      `update sessions set expires_at = now() - interval '1 second' where token_hash = sha256($1::bytea)`,
      [old.token],
    );
    // Any session of his that ends makes the hub look at all of them; by itself it looks every quarter of a minute.
    const third = await signIn(hub.url, 'boris');
    await third.fetch('/api/session', { method: 'DELETE' });
    await ended.until((live) => live.closed !== null);
    expect(ended.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'unauthorized' });
    expect(living.closed).toBeNull();
    await living.close();
  });

  test('too many wrong passwords for one login are stopped on all hubs together, the right one included', async () => {
    for (let i = 0; i < 5; i += 1)
      expect((await attempt('clara-x', 'wrong', i % 2 === 0 ? hub : other)).status).toBe(401);
    const refused = await attempt('clara-x', PASSWORD, other);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(apiErrorSchema.parse(JSON.parse(refused.body)).error).toMatchObject({ code: 'too_many_requests' });
    await world.pool.pg.query(
      `update sign_in_attempts set window_started_at = window_started_at - interval '15 minutes'`,
    );
    expect((await attempt('clara-x', 'wrong')).status).toBe(401);
  });

  test('parallel guesses count like others', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await attempt('parallel', 'wrong')).status),
    );
    expect(statuses.filter((one) => one === 401)).toHaveLength(5);
    expect(statuses.filter((one) => one === 429)).toHaveLength(7);
  });

  test('a right password clears the count of its login', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 3; i += 1) await attempt('anna', 'wrong');
      expect((await attempt('anna', PASSWORD)).status).toBe(200);
    }
  });

  test('one address cannot try many logins', async () => {
    const strict = await world.hub({ SIGN_IN_PER_ADDRESS: '3', TRUST_PROXY: '1' });
    const from = async (address: string, login: string): Promise<number> => {
      const response = await fetch(`${strict.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ login, password: 'wrong', device: '' }),
      });
      return response.status;
    };
    for (let i = 0; i < 3; i += 1) expect(await from('198.51.100.7', `guess ${i}`)).toBe(401);
    expect(await from('198.51.100.7', 'guess 4')).toBe(429);
    expect(await from('198.51.100.8', 'guess 4')).toBe(401);
  });

  test('nobody locks a colleague out by failing in his name from elsewhere', async () => {
    const behind = await world.hub({ SIGN_IN_PER_LOGIN: '3', TRUST_PROXY: '1' });
    const from = async (address: string, password: string): Promise<number> => {
      const response = await fetch(`${behind.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ login: 'clara', password, device: '' }),
      });
      return response.status;
    };
    // All of one /64 are one, however many addresses it has.
    for (let i = 0; i < 3; i += 1) expect(await from(`2001:db8:0:1::${i}`, 'wrong')).toBe(401);
    expect(await from('2001:db8:0:1:ffff::9', PASSWORD)).toBe(429);
    expect(await from('2001:db8:0:2::1', PASSWORD)).toBe(200);
    expect(await from('198.51.100.40', PASSWORD)).toBe(200);
  });

  test('a login that fails from everywhere is spaced out more and more, and never locked', async () => {
    const limits = { windowS: 900, perLogin: 100, perAddress: 100, perLoginAnywhere: 3 };
    const login = 'besieged';
    const key = `login ${login}`;
    let n = 0;
    const knock = (): Promise<number | null> =>
      countAttempt(world.db, limits, login, `198.51.100.${(n += 1)}`);
    const pass = (seconds: number): Promise<unknown> =>
      world.pool.pg.query(
        `update sign_in_attempts set admitted_at = admitted_at - make_interval(secs => $1) where key = $2`,
        [seconds, key],
      );
    for (let i = 0; i < 3; i += 1) expect(await knock()).toBeNull();
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await knock()).toBe(wait);
      // Being refused prolongs nothing.
      expect(await knock()).toBe(wait);
      await pass(wait);
      expect(await knock()).toBeNull();
    }
    // Of many who come at once when the time is up exactly one is let through.
    await pass(60);
    const crowd = await Promise.all(Array.from({ length: 8 }, knock));
    expect(crowd.filter((wait) => wait === null)).toHaveLength(1);
  });

  test('a session that ends while a socket says hello keeps none', async () => {
    // It was not used for a while, so that saying hello also writes; and just then it is being deleted.
    const held = await signIn(hub.url, 'boris');
    await world.pool.pg.query(
      `update sessions set last_used_at = now() - interval '1 day' where token_hash = sha256($1::bytea)`,
      [held.token],
    );
    const live = await transaction(world.db, async (tx) => {
      await sql`delete from sessions where token_hash = sha256(${Buffer.from(held.token)})`.execute(tx.db);
      const opened = await held.live(null);
      await expect
        .poll(async () => {
          const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'update "sessions"%'`;
          return (await world.pool.pg.query(waiting)).rows.length;
        })
        .toBe(1);
      return opened;
    });
    await live.until((one) => one.closed !== null);
    expect(live.heard).toMatchObject([{ type: 'fatal', code: 'unauthorized' }]);

    for (let round = 0; round < 20; round += 1) {
      const client = await signIn((round % 2 === 0 ? hub : other).url, 'boris');
      const [racing] = await Promise.all([
        client.at(hub.url).live(null),
        client.fetch('/api/session', { method: 'DELETE' }),
      ]);
      await racing.until((one) => one.closed !== null, 5_000);
      expect(racing.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'unauthorized' });
    }
  });

  test('limits can be switched off', async () => {
    const open = await world.hub({ RATE_LIMITS: 'off', SIGN_IN_PER_LOGIN: '1' });
    for (let i = 0; i < 3; i += 1) expect((await attempt('boris', 'wrong', open)).status).toBe(401);
    expect(await status(await signIn(open.url, 'boris'))).toBe(200);
  });
});
