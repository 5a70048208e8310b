import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { sessionSchema } from '#shared/wire/http/session.ts';
import * as passwords from '#server/auth/password.ts';
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
    const time = async (stored: string | null): Promise<number> => {
      const from = process.cpuUsage();
      for (let i = 0; i < 5; i += 1) expect(await passwords.checkPassword(stored, 'x')).toBe(false);
      const used = process.cpuUsage(from);
      return used.user + used.system;
    };
    const known = await passwords.hashPassword(PASSWORD);
    const [ofKnown, ofUnknown] = [await time(known), await time(null)];
    expect(ofUnknown / ofKnown).toBeGreaterThan(0.4);
    expect(ofUnknown / ofKnown).toBeLessThan(2.5);
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

  test('limits can be switched off', async () => {
    const open = await world.hub({ RATE_LIMITS: 'off', SIGN_IN_PER_LOGIN: '1' });
    for (let i = 0; i < 3; i += 1) expect((await attempt('boris', 'wrong', open)).status).toBe(401);
    expect(await status(await signIn(open.url, 'boris'))).toBe(200);
  });
});
