import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { createHttp, retryAfterMs, type HttpOptions } from './http.ts';
import { decideRetry, HubError, type HubFailure } from './hub-error.ts';

const answer = z.object({ ok: z.literal(true) });

function httpWith(fetch: typeof globalThis.fetch, more: Partial<HttpOptions> = {}) {
  return createHttp({ origin: 'http://hub.test', token: 'secret', fetch, ...more });
}

async function failureOf(
  fetch: typeof globalThis.fetch,
  more: Partial<HttpOptions> = {},
): Promise<HubFailure> {
  const error: unknown = await httpWith(
    fetch,
    more,
  )({ method: 'GET', path: '/api/x?q=private', answer }).catch((e: unknown) => e);
  if (!(error instanceof HubError)) throw new Error('not a HubError');
  // The query may name people; it must not reach a log.
  expect(error.message).not.toContain('private');
  return error.failure;
}

const replies = (body: string, init: ResponseInit) => () => Promise.resolve(new Response(body, init));

describe('HTTP', () => {
  it('sends the token in a header and the body as JSON, and parses the answer', async () => {
    const seen: [string, RequestInit | undefined][] = [];
    const http = httpWith((input, init) => {
      seen.push([input as string, init]);
      return Promise.resolve(new Response('{"ok":true,"more":1}'));
    });
    expect(await http({ method: 'POST', path: '/api/y', body: { a: 1 }, answer })).toEqual({ ok: true });
    const [url, init] = seen[0] ?? [];
    expect(url).toBe('http://hub.test/api/y');
    expect(init).toMatchObject({ method: 'POST', body: '{"a":1}', credentials: 'omit' });
    expect(new Headers(init?.headers).get('authorization')).toBe('Bearer secret');
    expect(new Headers(init?.headers).get(PROTOCOL_HEADER)).toBe(String(PROTOCOL));
  });

  it('asks before sign-in without a header that browsers would ask permission for', async () => {
    const seen: Headers[] = [];
    const fetch: typeof globalThis.fetch = (_input, init) => {
      seen.push(new Headers(init?.headers));
      return Promise.resolve(new Response('{"ok":true}'));
    };
    await httpWith(fetch, { token: null })({ method: 'GET', path: '/api/hub', answer });
    expect([...(seen[0]?.keys() ?? [])]).toEqual(['accept']);
  });

  it.each<[string, () => Promise<Response>, HubFailure]>([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch')), { kind: 'unreachable' }],
    [
      'our error body',
      replies('{"error":{"code":"too_many_requests","message":"","retryAfterS":2}}', { status: 429 }),
      { kind: 'status', status: 429, code: 'too_many_requests', retryAfterMs: 2000 },
    ],
    [
      "a proxy's page",
      replies('<h1>502</h1>', { status: 502, headers: { 'retry-after': '7' } }),
      { kind: 'status', status: 502, code: null, retryAfterMs: 7000 },
    ],
    [
      'HTML instead of JSON',
      replies('<html>', { status: 200 }),
      { kind: 'garbled', detail: expect.any(String) as string },
    ],
    [
      'another shape',
      replies('{"ok":false}', { status: 200 }),
      { kind: 'garbled', detail: expect.any(String) as string },
    ],
  ])('%s has its type', async (_, fetch, failure) => {
    expect(await failureOf(fetch)).toEqual(failure);
  });

  const hanging: typeof globalThis.fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });

  it('gives up after its time', async () => {
    const clock = new ManualClock();
    const failure = failureOf(hanging, { clock, timeoutMs: 5000 });
    clock.pass(5000);
    expect(await failure).toEqual({ kind: 'timeout', afterMs: 5000 });
  });

  it('can be called off', async () => {
    const abort = new AbortController();
    const http = httpWith(hanging, { clock: new ManualClock() });
    const asked = http({ method: 'GET', path: '/api/x', answer, signal: abort.signal }).catch(
      (e: unknown) => e,
    );
    abort.abort();
    expect(await asked).toMatchObject({ failure: { kind: 'aborted' } });
  });

  it('reads Retry-After in both of its forms', () => {
    const clock = new ManualClock();
    expect(retryAfterMs('3', clock)).toBe(3000);
    expect(retryAfterMs(new Date(clock.now() + 4000).toUTCString(), clock)).toBeGreaterThan(2900);
    expect(retryAfterMs('soon', clock)).toBeNull();
    expect(retryAfterMs(null, clock)).toBeNull();
  });
});

describe('what to do after a failure', () => {
  const status = (
    n: number,
    code: Extract<HubFailure, { kind: 'status' }>['code'],
    retry: number | null = null,
  ) => decideRetry({ kind: 'status', status: n, code, retryAfterMs: retry }).kind;

  it('goes by type', () => {
    expect(decideRetry({ kind: 'unreachable' }).kind).toBe('retry');
    expect(decideRetry({ kind: 'timeout', afterMs: 1 }).kind).toBe('retry');
    expect(status(503, 'unavailable')).toBe('retry');
    expect(status(500, 'internal')).toBe('retry');
    expect(status(429, 'too_many_requests')).toBe('retry');
    expect(status(401, 'unauthorized')).toBe('signed_out');
    expect(status(426, 'client_too_old')).toBe('client_too_old');
    expect(status(426, 'client_too_new')).toBe('hub_too_old');
    expect(status(400, 'bad_request')).toBe('give_up');
    expect(status(413, 'too_large')).toBe('give_up');
  });

  it('what is too large, for the hub or a proxy, is not sent again as it is', () => {
    expect(status(413, null)).toBe('give_up');
  });

  it('what is not our hub speaking only means to try later', () => {
    expect(status(401, null)).toBe('retry');
    expect(status(404, null)).toBe('retry');
    expect(decideRetry({ kind: 'garbled', detail: '' }).kind).toBe('retry');
  });
});
