import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiErrorSchema, type ApiErrorCode } from '#shared/wire/http/error.ts';
import { hubInfoSchema } from '#shared/wire/http/hub-info.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import type { Hub } from '#server/hub.ts';
import { Live, say, type Client } from './support/client.ts';
import { ANNA } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';
import { World as ChatWorld } from './sitechat-world.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };

describe('the hub’s edges', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let anna: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub({ CLIENT_ORIGINS: 'https://client.example' });
    anna = await world.signIn(hub, ANNA);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const rows = async (): Promise<string> => {
    const { rows: counted } = await world.pool.pg.query(
      'select (select count(*) from messages) m, (select count(*) from intents) i, (select count(*) from feed) f, (select count(*) from sessions) s',
    );
    return JSON.stringify(counted);
  };
  const get = async (path: string): Promise<Response> => await fetch(hub.url + path);

  const bad: [string, () => Promise<Response>, number, ApiErrorCode][] = [
    [
      'malformed JSON',
      () => anna.fetch('/api/intents', { method: 'POST', body: '{"protocol":' }),
      400,
      'bad_request',
    ],
    ['no body', () => anna.fetch('/api/intents', { method: 'POST' }), 400, 'bad_request'],
    ['an array', () => anna.fetch('/api/intents', { method: 'POST', body: '[]' }), 400, 'bad_request'],
    [
      'no intents',
      () =>
        anna.fetch('/api/intents', {
          method: 'POST',
          body: JSON.stringify({ protocol: PROTOCOL, intents: [] }),
        }),
      400,
      'bad_request',
    ],
    [
      'an intent without an id',
      () =>
        anna.fetch('/api/intents', {
          method: 'POST',
          body: JSON.stringify({ protocol: PROTOCOL, intents: [{ name: 'dialog.answer' }] }),
        }),
      400,
      'bad_request',
    ],
    [
      'too many intents',
      () =>
        anna.fetch('/api/intents', {
          method: 'POST',
          body: JSON.stringify({
            protocol: PROTOCOL,
            intents: Array.from({ length: 101 }, () => say(crypto.randomUUID(), 'x')),
          }),
        }),
      400,
      'bad_request',
    ],
    [
      'a body of 20 MiB',
      () =>
        anna.fetch('/api/intents', {
          method: 'POST',
          body: JSON.stringify({ x: 'x'.repeat(20 * 1024 * 1024) }),
        }),
      413,
      'too_large',
    ],
    [
      'a sign-in of 1 MiB',
      () =>
        fetch(`${hub.url}/api/session`, {
          method: 'POST',
          headers: JSON_HEADERS,
          body: JSON.stringify({ login: 'x'.repeat(1024 * 1024) }),
        }),
      413,
      'too_large',
    ],
    [
      'a sign-in without password',
      () =>
        fetch(`${hub.url}/api/session`, { method: 'POST', headers: JSON_HEADERS, body: '{"login":"anna"}' }),
      400,
      'bad_request',
    ],
    [
      'a prototype in JSON',
      () =>
        fetch(`${hub.url}/api/session`, {
          method: 'POST',
          headers: JSON_HEADERS,
          body: '{"__proto__":{"x":1},"login":"a","password":"b","device":""}',
        }),
      400,
      'bad_request',
    ],
    [
      'a form',
      () =>
        anna.fetch('/api/intents', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ a: 'b' }),
        }),
      415,
      'bad_request',
    ],
    ['an unknown address', () => anna.fetch('/api/nothing'), 404, 'not_found'],
    ['an unknown page', () => get('/nothing'), 404, 'not_found'],
    ['another method', () => anna.fetch('/api/hub', { method: 'PUT' }), 404, 'not_found'],
    ['no session', () => get('/api/sync/snapshot'), 401, 'unauthorized'],
    ['an id that is none', () => anna.fetch('/api/dialogs/1%20or%201=1/messages'), 400, 'bad_request'],
    [
      'a dialog that is not there',
      () => anna.fetch(`/api/dialogs/${crypto.randomUUID()}/messages`),
      404,
      'not_found',
    ],
    ['a page of nothing', () => anna.fetch('/api/sync/snapshot?limit=0'), 400, 'bad_request'],
    [
      'a forged place in the snapshot',
      () => anna.fetch('/api/sync/snapshot?after=bm9uc2Vuc2U'),
      400,
      'bad_request',
    ],
    [
      'a foreign page',
      () => anna.fetch('/api/hub', { headers: { origin: 'https://evil.example' } }),
      403,
      'wrong_origin',
    ],
    ['the null origin', () => anna.fetch('/api/hub', { headers: { origin: 'null' } }), 403, 'wrong_origin'],
    [
      'a client of tomorrow',
      () => anna.fetch('/api/hub', { headers: { 'x-otklik-protocol': '999' } }),
      400,
      'client_too_new',
    ],
    [
      'a client of nowhere',
      () => anna.fetch('/api/hub', { headers: { 'x-otklik-protocol': 'x' } }),
      400,
      'bad_request',
    ],
    [
      'intents of tomorrow',
      () =>
        anna.fetch('/api/intents', {
          method: 'POST',
          body: JSON.stringify({ protocol: 999, intents: [say(crypto.randomUUID(), 'x')] }),
        }),
      400,
      'client_too_new',
    ],
  ];

  test.each(bad)('%s: a typed refusal, nothing stored, hub alive', async (_, send, status, code) => {
    const before = await rows();
    const response = await send();
    expect(response.status).toBe(status);
    const { error } = apiErrorSchema.parse(await response.json());
    expect(error.code).toBe(code);
    expect(error.message.length).toBeGreaterThan(10);
    expect(await rows()).toBe(before);
    expect((await get('/healthz')).status).toBe(200);
  });

  test('a request that is not HTTP does not end the hub', async () => {
    const { port } = new URL(hub.url);
    await new Promise<void>((resolve) => {
      const broken = request({ port, method: 'GET', path: '/api/%ff%fe' }, (response) => {
        expect(response.statusCode).toBeGreaterThanOrEqual(400);
        expect(response.statusCode).toBeLessThan(500);
        response.resume().on('end', resolve);
      });
      broken.end();
    });
    expect((await get('/healthz')).status).toBe(200);
  });

  test.each(['https://client.example', 'app://otklik'])(
    'pages of %s may ask, before and with the request',
    async (origin) => {
      const asked = await fetch(`${hub.url}/api/intents`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-otklik-protocol',
        },
      });
      expect(asked.status).toBe(204);
      expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
      expect(asked.headers.get('access-control-allow-headers')).toContain('x-otklik-protocol');
      expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
      const answer = await fetch(`${hub.url}/api/hub`, { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    },
  );

  test('the hub’s own pages may ask, whatever the hub is called', async () => {
    const response = await fetch(`${hub.url}/api/hub`, { headers: { origin: hub.url } });
    expect(hubInfoSchema.parse(await response.json()).product).toBe('otklik-hub');
  });

  const sockets: [string, unknown, string][] = [
    ['no JSON', 'nonsense', 'bad_message'],
    ['an unknown message', { type: 'shout' }, 'bad_message'],
    ['a ping before hello', { type: 'ping' }, 'bad_message'],
    ['a forged token', { type: 'hello', protocol: PROTOCOL, token: 'x', cursor: null }, 'unauthorized'],
    ['a protocol of tomorrow', { type: 'hello', protocol: 999, token: 'x', cursor: null }, 'client_too_new'],
  ];
  test.each(sockets)('a socket that says %s is told why and closed', async (_, said, code) => {
    const live = await Live.open(hub.url, said);
    await live.until((one) => one.closed !== null);
    expect(live.heard).toMatchObject([{ type: 'fatal', code }]);
    expect(live.closed?.code).toBe(1008);
  });

  test('a socket after its hello: one bad message ends it; a huge one too', async () => {
    for (const said of [
      '{"type":"typing","dialogId":"x"}',
      JSON.stringify({ type: 'ping', x: 'x'.repeat(100_000) }),
    ]) {
      const live = await anna.live(null);
      await live.until((one) => one.heard.length > 0);
      live.send(said);
      await live.until((one) => one.closed !== null);
      expect([1008, 1009]).toContain(live.closed?.code);
    }
    expect((await get('/healthz')).status).toBe(200);
  });

  test('a socket from a foreign page is not opened', async () => {
    await expect(anna.live(null, { origin: 'https://evil.example' })).rejects.toThrow('403');
    const live = await anna.live(null, { origin: 'app://otklik' });
    await live.until((one) => one.heard.length > 0);
    live.send({ type: 'ping' });
    await live.until((one) => one.heard.at(-1)?.type === 'pong');
    await live.close();
  });

  test('a cursor of another life, ahead of the hub or too old, is answered with a reset', async () => {
    const { cursor } = await anna.snapshotPage();
    const cases = [
      [{ epoch: 'other', xid: cursor.xid }, 'other_epoch'],
      [{ epoch: cursor.epoch, xid: '999999999999' }, 'ahead_of_hub'],
      [{ epoch: cursor.epoch, xid: '3' }, 'too_old'],
    ] as const;
    for (const [wrong, reason] of cases) {
      const live = await anna.live(wrong);
      await live.until((one) => one.heard.some((message) => message.type === 'reset'));
      expect(live.heard.at(-1)).toEqual({ type: 'reset', reason });
      await live.close();
    }
  });

  test('without a cursor nothing comes; a second hello with one begins the changes', async () => {
    const live = await anna.live(null);
    await world.channel.receive('before the cursor', 'hello');
    const { cursor } = await anna.snapshotPage();
    live.send({ type: 'hello', protocol: PROTOCOL, token: anna.token, cursor });
    await world.channel.receive('after the cursor', 'hello');
    await live.until((one) => one.changes.length > 0);
    expect(live.changes).toHaveLength(1);
    expect(live.changes[0]?.type).toBe('enter');
    await live.close();
  });

  test('the API is described by OpenAPI 3.1 and can be read without the internet', async () => {
    const document = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()), components: z.unknown() })
      .parse(await (await get('/api/openapi.json')).json());
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/hub',
        '/api/session',
        '/api/sessions',
        '/api/intents',
        '/api/sync/snapshot',
        '/api/dialogs/{dialogId}/messages',
        '/api/contacts/{contactId}/dialogs',
      ]),
    );
    const page = await get('/api/docs/');
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html).toContain('<title>Otklik hub API</title>');
    const scripts = [...html.matchAll(/src="([^"]+)"/g)].map(
      ([, src]) => new URL(src ?? '', `${hub.url}/api/docs/`),
    );
    const texts = await Promise.all(scripts.map(async (src) => await (await fetch(src)).text()));
    const logo = /data:image\/svg\+xml;base64,([\w+/=]+)/.exec(texts.join(''))?.[1] ?? '';
    expect(Buffer.from(logo, 'base64').toString()).toContain('#178a7d');
  });

  test('the site chat is described from the schemas it parses with', async () => {
    const chat = await ChatWorld.start();
    const { url } = await chat.hub();
    const document = z
      .object({
        paths: z.record(
          z.string(),
          z.record(z.string(), z.looseObject({ security: z.unknown().optional() })),
        ),
      })
      .parse(await (await fetch(`${url}/api/openapi.json`)).json());
    await chat.stop();
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      path.startsWith('/chat/') ? Object.keys(methods).map((method) => `${method} ${path}`) : [],
    );
    expect(routes.toSorted()).toEqual([
      'get /chat/{channelId}/config',
      'get /chat/{channelId}/files/{id}',
      'get /chat/{channelId}/files/{id}/preview',
      'get /chat/{channelId}/items',
      'post /chat/{channelId}/messages',
      'post /chat/{channelId}/reactions',
      'post /chat/{channelId}/receipts',
      'post /chat/{channelId}/visitors',
    ]);
    const messages = document.paths['/chat/{channelId}/messages']?.['post'];
    expect(messages?.security).toEqual([{ visitor: [] }]);
    expect(JSON.stringify(messages)).toContain('clientId');
  });

  test('health, readiness and numbers', async () => {
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    const numbers = await (await get('/metrics')).text();
    for (const name of [
      'otklik_http_request_seconds_count',
      'otklik_intents_total',
      'otklik_live_sockets',
      'otklik_deliveries{',
      'otklik_feed_lag_transactions',
      'otklik_db_pool_connections',
    ]) {
      expect(numbers).toContain(name);
    }
    expect(numbers).not.toContain(anna.token);
  });

  test('numbers are for this machine, or for who has the token', async () => {
    const token = 'a token of numbers';
    await expect(world.hub({ METRICS_TOKEN: token })).rejects.toThrow('METRICS_TOKEN');
    const guarded = await world.hub({ METRICS_TOKEN: token.replaceAll(' ', '-') });
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${guarded.url}/metrics`, { headers })).status;
    expect(await ask({})).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      expect(await ask({ [header]: '127.0.0.1' })).toBe(403);
      expect(await ask({ [header]: '127.0.0.1', authorization: 'Bearer a-token' })).toBe(403);
      expect(await ask({ [header]: '::1', authorization: `Bearer ${token.replaceAll(' ', '-')}` })).toBe(200);
    }
    // Without a setting no token opens them.
    const headers = { via: 'proxy', authorization: 'Bearer undefined' };
    expect((await fetch(`${hub.url}/metrics`, { headers })).status).toBe(403);
  });

  test('localhost is one listener, and stops as soon as any', async () => {
    const named = await world.hub({ HOST: 'localhost' });
    expect((await fetch(`${named.url}/healthz`)).status).toBe(200);
    // Opened ahead of need by whatever address the name has; nobody ever speaks on them.
    const port = Number(new URL(named.url).port);
    const idle = ['127.0.0.1', '::1'].map((host) => connect({ host, port }).on('error', () => undefined));
    await fetch(`${named.url}/healthz`);
    const before = performance.now();
    await named.stop();
    expect(performance.now() - before).toBeLessThan(2_500);
    for (const socket of idle) socket.destroy();
  });

  test('headers that browsers obey', async () => {
    const { headers } = await get('/api/hub');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
