import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chatItem } from '#tests/support/chat.ts';
import { createApi } from './api.ts';

const asked: { url: string; init: RequestInit }[] = [];
let answer: (signal: AbortSignal | null | undefined) => Promise<Response>;
const api = createApi('https://hub.example', 'a channel/..');

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answer(init.signal);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const says = (status: number, body: unknown = {}, headers: Record<string, string> = {}): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  answer = () => Promise.resolve(new Response(status === 204 ? null : text, { status, headers }));
};

test('requests go to the channel, whatever its name, without the site’s cookies and past every cache', async () => {
  says(200, { items: [], readUpTo: 0, changes: 0 });
  expect(await api.items('t-1', 'after=7')).toMatchObject({ kind: 'ok' });
  const [{ url, init } = { url: '', init: {} }] = asked;
  expect(url).toBe('https://hub.example/chat/a%20channel%2F../items?after=7');
  expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store' });
  expect(init.headers).toEqual({ authorization: 'Bearer t-1' });
});

test('a message outlives the page that sends it, unless it is too long for that', async () => {
  says(200, { item: chatItem(1) });
  const message = { clientId: '0', text: 'short' };
  await api.say('t', message);
  await api.say('t', { ...message, text: 'x'.repeat(20_000) });
  expect(asked.map(({ init }) => [init.method, init.keepalive])).toEqual([
    ['POST', true],
    ['POST', false],
  ]);
  expect(asked[0]?.init.body).toBe(JSON.stringify(message));
});

describe('what came of it', () => {
  test.each([
    [401, { kind: 'unauthorized' }],
    [413, { kind: 'too_long' }],
    [400, { kind: 'refused', status: 400 }],
    [403, { kind: 'refused', status: 403 }],
    [404, { kind: 'refused', status: 404 }],
    // A proxy that lost patience says nothing about the request.
    [408, { kind: 'unreachable' }],
    [500, { kind: 'unreachable' }],
    [502, { kind: 'unreachable' }],
  ])('%i', async (status, expected) => {
    says(status, { error: 'x' });
    expect(await api.newVisitor()).toEqual(expected);
  });

  test.each([
    [429, '7', 7_000],
    [503, '7', 7_000],
    [429, null, 5_000],
    [429, '-3', 5_000],
    [429, 'Wed, 21 Oct 2026 07:28:00 GMT', 5_000],
    [503, '86400', 600_000],
  ])('%i with Retry-After %s is tried again in %i ms', async (status, after, afterMs) => {
    says(status, {}, after === null ? {} : { 'retry-after': after });
    expect(await api.newVisitor()).toEqual({ kind: 'later', afterMs });
  });

  test.each([
    ['a hotel’s sign-in page', '<html>Welcome to our Wi-Fi</html>'],
    ['another server’s JSON', { ok: true }],
    ['nothing', ''],
  ])('%s in the hub’s place is as good as no network', async (_, body) => {
    says(200, body);
    expect(await api.newVisitor()).toEqual({ kind: 'unreachable' });
  });

  test('where nothing is to be answered nothing is expected', async () => {
    says(204);
    expect(await api.receipts('t', { receivedUpTo: 1, seenUpTo: 0 })).toEqual({ kind: 'ok', value: null });
  });

  test('a network that is away, and one that never answers', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await api.config()).toEqual({ kind: 'unreachable' });
    vi.useFakeTimers();
    answer = (signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const outcome = vi.fn<(one: unknown) => void>();
    const over = api.config().then(outcome);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await over;
    expect(outcome).toHaveBeenCalledWith({ kind: 'unreachable' });
  });
});

test('whether something is there is asked without reading what it says', async () => {
  says(403);
  expect(await api.answers()).toBe(true);
  expect(asked[0]?.init.mode).toBe('no-cors');
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await api.answers()).toBe(false);
});
