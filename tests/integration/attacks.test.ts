import { once } from 'node:events';
import net from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { NEW_FILTER } from '#shared/domain/saved-filter.ts';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { transaction } from '#server/db/transaction.ts';
import { openPool } from '#server/db/pool.ts';
import { createLog } from '#server/lib/log.ts';
import { sql } from 'kysely';
import { ANNA, PASSWORD } from './support/company.ts';
import { intent, say, type Client, type Live } from './support/client.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';
import { Visitor, World as ChatWorld } from './sitechat-world.ts';

/** What somebody did who wanted to break the hub, and how it answers since. */

let postgres: TestPostgres;
let world: World;
let hub: Hub;
let anna: Client;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  world = await World.create(postgres);
  hub = await world.hub({ RATE_LIMITS: 'off' });
  anna = await world.signIn(hub, ANNA);
});
afterAll(async () => {
  await world.stop();
  await postgres.stop();
});

async function refused(response: Response): Promise<[number, string]> {
  const { error } = apiErrorSchema.parse(await response.json());
  return [response.status, error.code];
}

function signInAs(login: string, password: string, device = ''): Promise<Response> {
  return fetch(`${hub.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, device }),
  });
}

describe('what the database cannot hold is no failure of the hub', () => {
  test('U+0000 in a login, a password, the name of a device', async () => {
    expect(await refused(await signInAs('no\0body', PASSWORD))).toEqual([401, 'wrong_credentials']);
    expect(await refused(await signInAs('\0', PASSWORD))).toEqual([401, 'wrong_credentials']);
    expect(await refused(await signInAs('anna', '\0'))).toEqual([401, 'wrong_credentials']);
    expect((await signInAs('anna', PASSWORD, 'phone\0\ud800')).status).toBe(200);
  });

  test.each(['2147483647', '2147483648', '9007199254740991'])(
    'history before %s is the newest',
    async (before) => {
      const { dialogId } = await world.channel.receive(`before ${before}`, 'hello');
      const response = await anna.fetch(`/api/dialogs/${dialogId}/messages?before=${before}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ messages: [{ seq: 1 }, { seq: 2 }] });
    },
  );

  test('a place in a snapshot that no clock reaches', async () => {
    const { cursor } = await anna.snapshotPage();
    const forged = { cursor, total: 1, closedSince: Number.MAX_SAFE_INTEGER, part: 'closed', after: null };
    const after = Buffer.from(JSON.stringify(forged)).toString('base64url');
    expect(await refused(await anna.fetch(`/api/sync/snapshot?after=${after}`))).toEqual([
      400,
      'bad_request',
    ]);
  });

  test('a cursor beyond 64 bits is ahead of the hub, and the client is told to begin anew', async () => {
    const { cursor } = await anna.snapshotPage();
    const live = await anna.live({ ...cursor, xid: '9'.repeat(20) });
    await live.until((one) => one.closed !== null || one.heard.some((message) => message.type === 'reset'));
    expect(live.heard.at(-1)).toEqual({ type: 'reset', reason: 'ahead_of_hub' });
    await live.close();
  });
});

test('an intent with what the database cannot hold is cleaned or refused, and the next one is carried out', async () => {
  const { dialogId, contactId } = await world.channel.receive('unstorable', 'hello');
  const value = 'ol\0ga@mail.example';
  const asked = { id: newId(), at: 1 };
  const filter = { ...NO_FILTER, words: 'so\0fa \ud83d', tags: ['V\0IP\ud800'] };
  const results = await anna.act(
    intent('filter.save', {
      id: newId(),
      sharing: 'personal',
      name: 'Odd',
      filter,
      columns: ['client'],
      sort: FIRST_SORT,
      basedOn: NEW_FILTER,
    }),
    { ...asked, name: 'contact.addEmail', args: { contactId, email: { value, written: value } } },
    say(dialogId, 'next'),
  );
  expect(results).toMatchObject([
    { status: 'done' },
    { status: 'refused', refusal: { code: 'invalid' } },
    { status: 'done' },
  ]);
});

/** The database refuses the intent with this id, whatever it is. */
async function failing(id: string, sqlState: string, work: () => Promise<void>): Promise<void> {
  const name = `failing_${sqlState.toLowerCase()}`;
  await world.pool.pg.query(`
    create function ${name}() returns trigger language plpgsql as
      $$ begin raise exception 'not this one' using errcode = '${sqlState}'; end $$;
    create trigger ${name} before insert on intents
      for each row when (new.id = '${id}') execute function ${name}()`);
  try {
    await work();
  } finally {
    await world.pool.pg.query(`drop function ${name} cascade`);
  }
}

test.each(['22P05', '23514'])(
  'what the database never takes (%s) is refused, and what was asked after it is carried out',
  async (sqlState) => {
    const { dialogId, contactId } = await world.channel.receive(`unstorable ${sqlState}`, 'hello');
    for (const odd of [say(dialogId, 'odd'), intent('contact.note', { contactId, text: 'odd' })])
      await failing(odd.id, sqlState, async () => {
        expect(await anna.act(odd, say(dialogId, 'next'))).toMatchObject([
          { status: 'refused', id: odd.id, refusal: { code: 'invalid' } },
          { status: 'done' },
        ]);
      });
    const page: unknown = await (await anna.fetch(`/api/dialogs/${dialogId}/messages`)).json();
    expect(JSON.stringify(page)).not.toContain('odd');
  },
);

test('what the database fails at is nobody’s mistake: it is asked again, and then carried out', async () => {
  const { dialogId } = await world.channel.receive('failing', 'hello');
  const said = say(dialogId, 'again');
  await failing(said.id, 'XX000', async () => {
    const response = await anna.post('/api/intents', { protocol: PROTOCOL, intents: [said] });
    expect(response.status).toBe(500);
  });
  expect(await anna.act(said)).toMatchObject([{ status: 'done' }]);
});

test('an intent with the id of somebody’s message is refused for good', async () => {
  const { dialogId, messageId } = await world.channel.receive('taken id', 'hello');
  const stolen = { ...say(dialogId, 'mine', 'hidden'), id: messageId };
  for (let i = 0; i < 2; i += 1) {
    expect(await anna.act(stolen)).toMatchObject([{ status: 'refused', refusal: { code: 'invalid' } }]);
  }
  // Nothing of it was done, and the dialog works on.
  const [result] = await anna.act(intent('dialog.answer', { dialogId }));
  expect(result?.status).toBe('done');
  const page: unknown = await (await anna.fetch(`/api/dialogs/${dialogId}/messages`)).json();
  expect(JSON.stringify(page)).not.toContain('mine');
});

test('what is no HTTP, too long, or has no socket is refused in the one shape', async () => {
  const ask = async (text: string): Promise<{ status: number; code: string }> => {
    const socket = net.connect(Number(new URL(hub.url).port), '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.write(text);
    await once(socket, 'close');
    const { error } = apiErrorSchema.parse(
      JSON.parse(heard.slice(heard.indexOf('{'), heard.lastIndexOf('}') + 1)),
    );
    return { status: Number(heard.split(' ')[1]), code: error.code };
  };
  expect(await ask('SHOUT / HTTP/1.1\r\nHost: x\r\n\r\n')).toEqual({ status: 400, code: 'bad_request' });
  const long = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`;
  expect(await ask(long)).toEqual({ status: 431, code: 'too_large' });
  const upgrade =
    'GET /api/hub HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
  expect(await ask(upgrade)).toEqual({ status: 400, code: 'bad_request' });
});

test('what strangers do to their sockets is no error in the hub’s log', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const watched = await world.hub({ LOG_LEVEL: 'debug' }, log);
  const socket = new WebSocket(`${watched.url.replace('http', 'ws')}/api/live`);
  await once(socket, 'open');
  socket.send('x'.repeat(20_000));
  await once(socket, 'close');
  await expect.poll(() => lines.join('')).toContain('Max payload size exceeded');
  const leaver = net.connect(Number(new URL(watched.url).port), '127.0.0.1');
  const head =
    'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100';
  leaver.write(`${head}\r\n\r\n{"login":`, () => leaver.destroy());
  await expect.poll(() => lines.join('')).toContain('did not come to an end');
  await watched.stop();
  const levels = lines.map((line) => z.object({ level: z.number() }).parse(JSON.parse(line)).level);
  expect(Math.max(...levels)).toBeLessThan(50);
});

test('nothing of the API may be kept by a browser or a proxy, refusals included', async () => {
  for (const path of ['/api/session', '/api/sync/snapshot', '/api/search?q=tea', '/api/search']) {
    const answer = await anna.fetch(path);
    expect(answer.headers.get('cache-control'), path).toBe('no-store');
    await answer.arrayBuffer();
  }
  const signedIn = await signInAs('anna', PASSWORD);
  expect(signedIn.headers.get('cache-control')).toBe('no-store');
});

test('a path out of the client’s folder is forbidden in words', async () => {
  expect(await refused(await fetch(`${hub.url}/app/%5c..%5c..%5cpackage.json`))).toEqual([403, 'forbidden']);
});

test('the page of the API names no outside address in its policy', async () => {
  const policy = (await fetch(`${hub.url}/api/docs/`)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/https?:|\.io|upgrade-insecure/);
});

test('behind a proxy, a forged X-Forwarded-For does not make another address', async () => {
  const strict = await world.hub({ SIGN_IN_PER_ADDRESS: '3', TRUST_PROXY: '1' });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const response = await fetch(`${strict.url}/api/session`, {
      method: 'POST',
      // The client wrote the first, the proxy added the second.
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${i}, 198.51.100.99` },
      body: JSON.stringify({ login: `forged ${i}`, password: 'wrong', device: '' }),
    });
    statuses.push(response.status);
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
});

test('a database connection that breaks inside a transaction fails the transaction, not the process', async () => {
  const url = await postgres.createDatabase();
  const pool = openPool(url, 2, createLog('silent', false));
  const inUse: pg.PoolClient[] = [];
  pool.pg.on('acquire', (client) => inUse.push(client));
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  const failure = await transaction(pool.db, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
    const [client] = inUse;
    // Not `once`, which would listen to errors as well.
    const gone = new Promise((resolve) => client?.once('end', resolve));
    await other.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    // The server has said good-bye and nobody has asked anything yet: the moment that ended the hub.
    await gone;
    await sql`select 1`.execute(tx.db);
  }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect((await sql<{ one: number }>`select 1 as one`.execute(pool.db)).rows).toEqual([{ one: 1 }]);
  await other.end();
  await pool.close();
});

describe('stopping takes no longer than it must, whoever is connected', () => {
  const upgrade = (path: string): string =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
  const post =
    'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n';
  const nuisances: [string, string, number][] = [
    ['a connection opened ahead of need', '', 1_500],
    ['half a header', 'GET /api/hub HTTP/1.1\r\nHo', 1_500],
    ['a connection kept alive', 'GET /api/hub HTTP/1.1\r\nHost: x\r\n\r\n', 1_500],
    ['half a body', `${post}\r\n{"login"`, 6_000],
    ['a socket that says nothing and hears nothing', upgrade('/api/live'), 6_000],
  ];
  test.each(nuisances)('%s', async (_, text, ms) => {
    const doomed = await world.hub();
    const socket = net.connect(Number(new URL(doomed.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    // Reads nothing, so it answers no farewell.
    socket.write(text);
    // The hub has taken the connection once it has answered a request that came after.
    await fetch(`${doomed.url}/healthz`);
    const before = performance.now();
    await doomed.stop();
    expect(performance.now() - before).toBeLessThan(ms);
    socket.destroy();
  });
});

describe('site chat', () => {
  let chat: ChatWorld;
  let visitor: Visitor;
  beforeAll(async () => {
    chat = await ChatWorld.start();
    visitor = await Visitor.create(await chat.hub());
    await visitor.say('hello');
  });
  afterAll(() => chat.stop());

  test('a place beyond all places is the last of them', async () => {
    for (const far of ['2147483648', '9007199254740991']) {
      expect((await visitor.items(`after=${far}`)).items).toEqual([]);
      expect((await visitor.items(`before=${far}`)).items).toHaveLength(1);
    }
  });

  test('what answers, or is a reaction to, an item beyond all places is to none', async () => {
    const other = await Visitor.create(visitor.hub);
    for (const far of [2_147_483_648, Number.MAX_SAFE_INTEGER]) {
      expect((await other.say('about nothing', { replyTo: far })).quote).toBeNull();
      const body = JSON.stringify({ seq: far, emoji: '👍' });
      expect(await refused(await other.request('/reactions', { method: 'POST', body }))).toEqual([
        404,
        'not_found',
      ]);
    }
  });

  test('a flood ends the socket as it comes, not after everything before it was handled', async () => {
    const live = await visitor.live(0);
    for (let i = 0; i < 500; i += 1) live.send({ type: 'seen', upTo: 1 });
    await live.closed;
    expect(live.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'bad_message' });
    expect((await fetch(`${visitor.hub.url}/healthz`)).status).toBe(200);
  });
});

test('who reads nothing is told to go and let go, whatever is still unread', async () => {
  const { cursor } = await anna.snapshotPage('?limit=1');
  const live = await anna.live(cursor);
  await live.until((one) => one.heard.length > 0);
  live.socket.pause();
  const before = await sockets();
  const { dialogId } = await world.channel.receive('much to read', 'hello');
  const long = 'x'.repeat(60_000);
  // More than the network holds and the hub keeps for one; four are what a request may hold.
  for (let i = 0; i < 200 && (await sockets()) >= before; i += 1) {
    await anna.act(...Array.from({ length: 4 }, () => say(dialogId, long, 'hidden')));
  }
  await expect.poll(sockets, { timeout: 20_000 }).toBe(before - 1);
  live.socket.resume();
  await live.until((one) => one.closed !== null);
  // Connected anew, it goes on from where it was.
  const again = await anna.live(live.cursor ?? cursor);
  await again.until((one) => one.changes.some((change) => change.type === 'message'));
  await again.close();
});

/** Operators' live connections, as the hub counts them. */
async function sockets(): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  return Number(/^otklik_live_sockets (\d+)$/m.exec(text)?.[1]);
}

test('a revoked session loses its open socket and its next request', async () => {
  const victim = await world.signIn(hub, ANNA);
  const live: Live = await victim.live((await victim.snapshotPage()).cursor);
  await live.until((one) => one.heard.length > 0);
  const running = Array.from({ length: 10 }, () => victim.fetch('/api/sync/snapshot'));
  expect((await victim.fetch('/api/sessions', { method: 'DELETE' })).status).toBe(204);
  for (const response of await Promise.all(running)) expect([200, 401]).toContain(response.status);
  await live.until((one) => one.closed !== null);
  expect(live.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'unauthorized' });
  expect(await refused(await victim.fetch('/api/session'))).toEqual([401, 'unauthorized']);
});
