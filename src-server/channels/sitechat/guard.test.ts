import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../config.ts';
import { handleErrors } from '../../http/errors.ts';
import type { ChannelHub } from '../channel.ts';
import { createGuard, type Guard } from './guard.ts';
import { siteChatSettingsSchema, type SiteChat, type SiteChats } from './settings.ts';

const CHANNEL = '01890000-0000-7000-8000-000000000031';
const SHOP = 'https://shop.example';
const CHAT: SiteChat = {
  workspaceId: '01890000-0000-7000-8000-000000000001',
  channelId: CHANNEL,
  companyName: 'Tea',
  settings: siteChatSettingsSchema.parse({ origins: [SHOP] }),
};
const chats: SiteChats = {
  find: (id) => Promise.resolve(id === CHANNEL ? CHAT : null),
  findDemo: () => Promise.resolve(null),
};

let app: FastifyInstance;
let now = 1_000_000;
afterEach(() => app.close());

/** A hub's site chat with nothing behind its guard. */
async function open(settings: Record<string, string> = {}): Promise<Guard> {
  const config = parseConfig({ DATABASE_URL: 'postgres://nowhere', LOG_LEVEL: 'silent', ...settings });
  const guard = createGuard({ config, now: () => now } as unknown as ChannelHub, chats);
  app = Fastify();
  handleErrors(app);
  app.get(
    '/chat/:channelId/config',
    { onRequest: (request, reply) => guard.admit(request, reply) },
    (request) => ({
      company: guard.chatOf(request).companyName,
    }),
  );
  app.get('/unguarded', (request) => guard.chatOf(request).companyName);
  app.get('/new', (request) => {
    guard.countVisitor(request);
    return {};
  });
  app.get(
    '/chat/:channelId/me',
    { onRequest: (request, reply) => guard.admit(request, reply) },
    async (request) => await guard.visitorOf(request),
  );
  await app.ready();
  return guard;
}

interface Answer {
  company?: string;
  error?: { code: string; retryAfterS?: number };
}
const ask = async (
  channelId: string,
  headers: Record<string, string> = {},
  remoteAddress = '198.51.100.7',
): Promise<{ body: Answer; code: string | undefined; headers: Record<string, unknown> }> => {
  const response = await app.inject({ url: `/chat/${channelId}/config`, headers, remoteAddress });
  const body = response.json<Answer>();
  return { body, code: body.error?.code, headers: response.headers };
};

describe('a site’s page', () => {
  it('that may show the chat is let in, by name, and other sites’ scripts read nothing of it', async () => {
    await open();
    const { body, headers } = await ask(CHANNEL, { origin: SHOP });
    expect(body).toEqual({ company: 'Tea' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': SHOP,
      vary: 'Origin',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(headers['access-control-expose-headers']).toContain('retry-after');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('that may not is told so, and nothing for its scripts goes with it', async () => {
    await open();
    for (const origin of ['https://evil.example', 'null', 'https://shop.example.evil.example']) {
      const { code, headers } = await ask(CHANNEL, { origin });
      expect([origin, code]).toEqual([origin, 'wrong_origin']);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      // A cache must not give it to the site that may.
      expect(headers['vary']).toBe('Origin');
    }
  });

  it('of the hub itself is let in under the name it was opened by, and under its public one', async () => {
    await open({ PUBLIC_URL: 'https://chat.tea.example/hub/' });
    for (const origin of ['http://hub.local:8080', 'HTTP://HUB.LOCAL:8080', 'https://chat.tea.example']) {
      const { body } = await ask(CHANNEL, { origin, host: 'hub.local:8080' });
      expect([origin, body]).toEqual([origin, { company: 'Tea' }]);
    }
    expect((await ask(CHANNEL, { origin: 'http://hub.local', host: 'hub.local:8080' })).code).toBe(
      'wrong_origin',
    );
  });

  it('without an origin is no other site’s: it is let in', async () => {
    await open();
    const { body, headers } = await ask(CHANNEL);
    expect(body).toEqual({ company: 'Tea' });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a chat that is not there', () => {
  it.each(['01890000-0000-7000-8000-000000000099', 'nonsense', "1'%20or%20true"])(
    '%s is not found, by no site',
    async (id) => {
      await open();
      const { code, headers } = await ask(id, { origin: SHOP });
      expect(code).toBe('not_found');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('is told to the hub’s own pages in a way that they can read', async () => {
    await open();
    const { headers } = await ask('nonsense', { origin: 'http://hub.local', host: 'hub.local' });
    expect(headers['access-control-allow-origin']).toBe('http://hub.local');
  });
});

describe('too much', () => {
  it('of one network is refused for a while, and others are served meanwhile', async () => {
    await open({ CHAT_REQUESTS_PER_MINUTE: '10' });
    const from = (address: string) => ask(CHANNEL, {}, address);
    for (let n = 0; n < 10; n += 1) expect((await from('203.0.113.5')).body).toEqual({ company: 'Tea' });
    const { body } = await from('203.0.113.5');
    expect(body.error).toMatchObject({ code: 'too_many_requests', retryAfterS: 6 });
    expect((await from('203.0.113.6')).body).toEqual({ company: 'Tea' });
    now += 6_000;
    expect((await from('203.0.113.5')).body).toEqual({ company: 'Tea' });
  });

  it('counts a whole IPv6 network as one, and stops also those who guess at chats', async () => {
    await open({ CHAT_REQUESTS_PER_MINUTE: '10' });
    for (let n = 0; n < 10; n += 1) await ask('nonsense', {}, `2001:db8:1:2::${n}`);
    expect((await ask(CHANNEL, {}, '2001:db8:1:2::ffff')).code).toBe('too_many_requests');
    expect((await ask(CHANNEL, {}, '2001:db8:1:3::1')).body).toEqual({ company: 'Tea' });
  });

  it('of messages is counted for each visitor by himself, of visitors by network', async () => {
    const guard = await open({ CHAT_MESSAGES_PER_MINUTE: '2', CHAT_VISITORS_PER_HOUR: '2' });
    for (const visitor of ['a', 'b']) for (let n = 0; n < 2; n += 1) guard.countMessage(visitor);
    expect(() => guard.countMessage('a')).toThrow('Too many messages');
    const arrive = async () =>
      (await app.inject({ url: '/new', remoteAddress: '203.0.113.9' })).json<Answer>();
    expect([await arrive(), await arrive()]).toEqual([{}, {}]);
    expect((await arrive()).error?.code).toBe('too_many_requests');
  });

  it('is nothing where limits are switched off', async () => {
    const guard = await open({ RATE_LIMITS: 'off', CHAT_MESSAGES_PER_MINUTE: '1' });
    for (let n = 0; n < 500; n += 1) guard.countMessage('a');
    expect((await ask(CHANNEL)).body).toEqual({ company: 'Tea' });
  });
});

describe('behind the guard', () => {
  it('a route that forgot it does not run', async () => {
    await open();
    expect((await app.inject({ url: '/unguarded' })).statusCode).toBe(500);
  });

  it.each([
    ['nothing', {}],
    ['another way of saying who one is', { authorization: 'Basic YTpi' }],
    ['a token that cannot be one', { authorization: 'Bearer a b' }],
    ['a token without end', { authorization: `Bearer ${'x'.repeat(201)}` }],
  ])(
    'who says %s is no visitor, without a look into the database',
    async (_, headers: Record<string, string>) => {
      await open();
      const me = await app.inject({ url: `/chat/${CHANNEL}/me`, headers });
      expect([me.statusCode, me.json<Answer>().error?.code]).toEqual([401, 'unauthorized']);
    },
  );
});
