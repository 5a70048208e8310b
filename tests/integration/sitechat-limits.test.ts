import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import type { Hub } from '#server/hub.ts';
import { chatUrl, demoOf, Visitor, World } from './sitechat-world.ts';

const SHOP = 'https://shop.example';
const EVIL = 'https://evil.example';

let world: World;
let hub: Hub;

beforeAll(async () => {
  world = await World.start();
  const first = await world.hub();
  await world.pool.query(`update channels set config = config || $1 where id = $2`, [
    JSON.stringify({ origins: [SHOP] }),
    demoOf(first).channelId,
  ]);
  await first.stop();
  hub = await world.hub({ RATE_LIMITS: 'off' });
});
afterAll(() => world.stop());

async function count(): Promise<number> {
  const { rows } = await world.pool.query<{ n: number }>(
    `select ((select count(*) from messages) + (select count(*) from sitechat_items) + (select count(*) from contacts))::int as n`,
  );
  return rows[0]?.n ?? -1;
}

async function refusal(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = apiErrorSchema.parse(await response.json());
  return { status: response.status, code: error.code, message: error.message };
}

const said = (over: object = {}): string =>
  JSON.stringify({ clientId: randomUUID(), text: 'hello', ...over });

describe('bad input is refused in words, and nothing is stored', () => {
  const TABLE: [string, string, number, string][] = [
    ['no JSON', '{"clientId":', 400, 'bad_request'],
    ['nothing', '', 400, 'bad_request'],
    ['no object', '[]', 400, 'bad_request'],
    ['null', 'null', 400, 'bad_request'],
    ['no text', JSON.stringify({ clientId: randomUUID() }), 400, 'bad_request'],
    ['a text that is none', said({ text: { toString: 'x' } }), 400, 'bad_request'],
    ['an empty text', said({ text: '' }), 400, 'bad_request'],
    ['only white space', said({ text: ' \n\t ' }), 400, 'bad_request'],
    ['only control characters', said({ text: '\u0000\u0001\u0007' }), 400, 'bad_request'],
    ['only characters without a picture', said({ text: '\u200b\u2060\ufeff \u2800' }), 400, 'bad_request'],
    ['an id that is none', said({ clientId: 'one' }), 400, 'bad_request'],
    ['a name without end', said({ name: 'x'.repeat(201) }), 400, 'bad_request'],
    ['an address without end', said({ pageUrl: 'x'.repeat(2001) }), 400, 'bad_request'],
    ['a text over the limit', said({ text: 'x'.repeat(MAX_TEXT_BYTES + 1) }), 413, 'too_large'],
    ['a text over the limit in bytes', said({ text: 'ж'.repeat(MAX_TEXT_BYTES / 2 + 1) }), 413, 'too_large'],
    ['a body without end', said({ text: 'x'.repeat(2_000_000) }), 413, 'too_large'],
    ['a body that fills up with nonsense', `{"a":"${'x'.repeat(1_000_000)}"`, 413, 'too_large'],
    ['a prototype', '{"__proto__":{"x":1},"clientId":"a","text":"b"}', 400, 'bad_request'],
  ];

  it.each(TABLE)('%s', async (_what, body, status, code) => {
    const visitor = await Visitor.create(hub);
    const before = await count();
    const response = await visitor.request('/messages', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    const answer = await refusal(response);
    expect(answer).toMatchObject({ status, code });
    expect(answer.message.length).toBeGreaterThan(5);
    expect(await count()).toBe(before);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a body of type %s, which a form of any site could send',
    async (type) => {
      const visitor = await Visitor.create(hub);
      const response = await visitor.request('/messages', {
        method: 'POST',
        body: said(),
        headers: { 'content-type': type },
      });
      expect(await refusal(response)).toMatchObject({ code: 'bad_request' });
    },
  );

  it.each([
    'after=-1',
    'after=x',
    'before=0',
    'wait=1000&after=1',
    'after=1&before=5',
    'after=99999999999999999999',
  ])('a query %s', async (query) => {
    const visitor = await Visitor.create(hub);
    expect(await refusal(await visitor.request(`/items?${query}`))).toMatchObject({ status: 400 });
  });

  it('markup and any other text is kept as it is', async () => {
    const visitor = await Visitor.create(hub);
    const texts = [
      '<script>alert(1)</script>',
      "'; drop table messages; --",
      '{{7*7}} ${7*7} %s',
      'مرحبا \u202E 🍵 𝕏',
      'x'.repeat(MAX_TEXT_BYTES),
    ];
    for (const text of texts) expect((await visitor.say(text)).text).toBe(text);
    expect((await visitor.items('after=0')).items.map((item) => item.text)).toEqual(texts);
  });

  it('what cannot be stored is cleaned: U+0000, lone surrogates, CR', async () => {
    const visitor = await Visitor.create(hub);
    expect((await visitor.say('a\u0000b\r\nc\ud800d')).text).toBe('ab\nc\ufffdd');
  });
});

describe('tokens', () => {
  it.each(['', 'x', 'A'.repeat(43), '../../etc/passwd', "' or 1=1 --"])(
    'the forged token "%s" is refused',
    async (token) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      for (const request of [
        fetch(`${chatUrl(hub)}/items`, { headers }),
        fetch(`${chatUrl(hub)}/messages`, { method: 'POST', headers, body: said() }),
        fetch(`${chatUrl(hub)}/receipts`, {
          method: 'POST',
          headers,
          body: '{"receivedUpTo":0,"seenUpTo":0}',
        }),
      ]) {
        expect(await refusal(await request)).toMatchObject({ status: 401, code: 'unauthorized' });
      }
    },
  );

  it('a forged token on the socket ends it with a reason', async () => {
    const visitor = await Visitor.create(hub);
    const live = await visitor.live(null, 'forged');
    await live.closed;
    expect(live.heard).toMatchObject([{ type: 'fatal', code: 'unauthorized' }]);
  });

  it('one of another channel is refused', async () => {
    const visitor = await Visitor.create(hub);
    const { rows } = await world.pool.query<{ id: string }>(
      `select id from channels where kind = 'sitechat' and id <> $1 limit 1`,
      [demoOf(hub).channelId],
    );
    const headers = { authorization: `Bearer ${visitor.token}` };
    const response = await fetch(`${hub.url}/chat/${rows[0]?.id ?? ''}/items`, { headers });
    expect(await refusal(response)).toMatchObject({ status: 401 });
  });

  it('are nowhere in the database', async () => {
    const visitor = await Visitor.create(hub);
    const { rows } = await world.pool.query<{ row: string }>(
      'select v::text as row from sitechat_visitors v where id = $1',
      [visitor.visitorId],
    );
    expect(visitor.token.length).toBeGreaterThanOrEqual(43);
    expect(rows[0]?.row).not.toContain(visitor.token);
    expect(rows[0]?.row).not.toContain(Buffer.from(visitor.token).toString('hex'));
  });
});

describe('socket', () => {
  it.each([
    ['no JSON', 'hello'],
    ['an unknown message', '{"type":"dance"}'],
    ['no hello first', '{"type":"ping"}'],
    ['a message without end', `{"type":"hello","token":"${'x'.repeat(5_000)}","after":0}`],
    ['a negative place', '{"type":"hello","token":"x","after":-1}'],
  ])('%s ends it with a reason, and the hub lives', async (_what, text) => {
    const visitor = await Visitor.create(hub);
    const socket = new WebSocket(`${chatUrl(hub).replace('http', 'ws')}/live`);
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(text);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(heard.join('')).toContain('bad_message');
    expect((await visitor.say('still here')).seq).toBe(1);
  });

  it('a flood of receipts ends it', async () => {
    const visitor = await Visitor.create(hub);
    const live = await visitor.live();
    for (let i = 0; i < 200; i += 1) live.send({ type: 'received', upTo: i });
    await live.closed;
    expect(live.heard.at(-1)).toMatchObject({ type: 'fatal', code: 'bad_message' });
  });

  function upgrade(origin: string | undefined): Promise<number> {
    const socket = new WebSocket(
      `${chatUrl(hub).replace('http', 'ws')}/live`,
      origin === undefined ? {} : { origin },
    );
    return new Promise((resolve) => {
      socket.once('open', () => {
        socket.close();
        resolve(101);
      });
      socket.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      socket.once('error', () => undefined);
    });
  }

  it('is for allowed origins only', async () => {
    expect(await upgrade(EVIL)).toBe(403);
    expect(await upgrade('null')).toBe(403);
    expect(await upgrade(SHOP)).toBe(101);
    expect(await upgrade(hub.url)).toBe(101);
    expect(await upgrade(undefined)).toBe(101);
  });
});

describe('origins', () => {
  it('an allowed one is named exactly', async () => {
    const response = await fetch(`${chatUrl(hub)}/config`, { headers: { origin: SHOP } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toMatch(/origin/i);
  });

  it('any other is refused in words and gets no permission', async () => {
    const before = await count();
    const visitor = await Visitor.create(hub);
    const attempts: [string, RequestInit][] = [
      ['/config', {}],
      ['/visitors', { method: 'POST' }],
      ['/items', {}],
      ['/messages', { method: 'POST', body: said() }],
    ];
    for (const [path, init] of attempts) {
      const response = await visitor.request(path, { ...init, headers: { origin: EVIL } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await refusal(response)).toMatchObject({ status: 403, code: 'wrong_origin' });
    }
    expect(await count()).toBe(before);
  });

  it('a preflight says what may be done, to allowed origins', async () => {
    const ask = (origin: string): Promise<Response> =>
      fetch(`${chatUrl(hub)}/messages`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const allowed = await ask(SHOP);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    const refused = await ask(EVIL);
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['nonsense', randomUUID(), '..%2f..%2fapi', "'%20or%201=1"])('there is no chat %s', async (id) => {
    expect(await refusal(await fetch(`${hub.url}/chat/${id}/config`))).toMatchObject({ status: 404 });
  });
});

describe('limits', () => {
  it('on messages of a visitor say when to go on', async () => {
    const strict = await world.hub({ CHAT_MESSAGES_PER_MINUTE: '3' });
    const visitor = await Visitor.create(strict);
    for (const text of ['1', '2', '3']) await visitor.say(text);
    const response = await visitor.request('/messages', { method: 'POST', body: said() });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(response)).toMatchObject({ status: 429, code: 'too_many_requests' });
    // Others are not held up.
    expect((await (await Visitor.create(strict)).say('hello')).seq).toBe(1);
    await strict.stop();
  });

  it('on new visitors and on requests of an address', async () => {
    const strict = await world.hub({ CHAT_VISITORS_PER_HOUR: '2', CHAT_REQUESTS_PER_MINUTE: '10' });
    const create = (): Promise<Response> => fetch(`${chatUrl(strict)}/visitors`, { method: 'POST' });
    expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([
      201, 201, 429,
    ]);
    const flood: number[] = [];
    for (let i = 0; i < 12; i += 1) flood.push((await fetch(`${chatUrl(strict)}/config`)).status);
    expect(flood.filter((status) => status === 429).length).toBeGreaterThan(3);
    await strict.stop();
  });
});

describe('pages', () => {
  it('the script is cached briefly, asked for by ETag, and may be included anywhere', async () => {
    const first = await fetch(`${hub.url}/widget.js`);
    expect(first.headers.get('content-type')).toContain('text/javascript');
    expect(first.headers.get('cache-control')).toContain('max-age=300');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const again = await fetch(`${hub.url}/widget.js`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('the chat page and the shop allow nothing from elsewhere and nothing inline', async () => {
    for (const path of [`/chat/${demoOf(hub).channelId}/`, '/demo/', '/demo/teas']) {
      const response = await fetch(hub.url + path);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(response.status).toBe(200);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      const page = await response.text();
      expect(page).not.toMatch(/ style=| onload=|<style|<script(?!\s+async\s+src="\/widget\.js")/);
    }
  });

  it('a company’s name cannot break out of the page', async () => {
    const name = `<script>alert(1)</script>"'&`;
    await world.pool.query(`update channels set config = config || $1 where id = $2`, [
      JSON.stringify({ companyName: name }),
      demoOf(hub).channelId,
    ]);
    const fresh = await world.hub();
    const page = await (await fetch(`${fresh.url}/demo/`)).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(page).not.toContain('<script>alert');
    await fresh.stop();
  });

  it('a link to no chat is answered with a page', async () => {
    const response = await fetch(`${hub.url}/chat/${randomUUID()}/`, {
      headers: { 'accept-language': 'ru' },
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Такого чата нет');
  });
});
