import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { branchId, lineId, operatorId, workspaceId } from '#tests/support/fake-hub/model.ts';
import type { Session } from '#shared/wire/http/session.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { forgetSession, recallSession, rememberSession } from './session-store.ts';
import { checkHub, resumeSession, signIn } from './sign-in.ts';

const HUB = 'http://hub.test';
const REQUEST = { login: 'anna', password: 'secret', device: 'test' };
const SESSION: Session = {
  operator: { id: operatorId(1), name: 'Anna', role: 'operator', active: true, rev: 1 },
  workspace: { id: workspaceId, name: 'Demo', rev: 1 },
  scope: { operatorId: operatorId(1), role: 'operator', lineIds: [lineId(1)], branchIds: [branchId(1)] },
  expiresAt: 5,
};

const answers = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  fetch: () =>
    Promise.resolve(
      new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }),
    ),
});
const refuses = (status: number, code: string, retryAfterS?: number) =>
  answers(status, { error: { code, message: code, ...(retryAfterS === undefined ? {} : { retryAfterS }) } });
const nobody = { fetch: () => Promise.reject(new TypeError('Failed to fetch')) };
const info = (protocol: number, oldestClientProtocol: number) =>
  answers(200, { product: 'otklik-hub', version: '1.0.0', protocol, oldestClientProtocol });

describe('an address', () => {
  it.each([
    ['a hub', info(PROTOCOL, PROTOCOL), 'hub'],
    ['a newer hub that still serves us', info(PROTOCOL + 6, PROTOCOL), 'hub'],
    ['a hub that no longer serves us', info(PROTOCOL + 6, PROTOCOL + 1), 'client_too_old'],
    ['nothing', nobody, 'unreachable'],
    [
      'a server that browsers may not read',
      {
        fetch: (_url: unknown, init?: RequestInit) =>
          init?.mode === 'no-cors' ? Promise.resolve(Response.error()) : nobody.fetch(),
      },
      'not_a_hub',
    ],
    ['a hub that does not let this page in', refuses(403, 'wrong_origin'), 'not_welcome'],
    ['some web page', answers(200, '<html></html>'), 'not_a_hub'],
    ['another API', answers(200, { product: 'teapot' }), 'not_a_hub'],
    ['a server without that page', answers(404, 'Not found'), 'not_a_hub'],
    ['a proxy before a hub that is down', answers(502, '<h1>Bad gateway</h1>'), 'unreachable'],
    ['a hub that starts', refuses(503, 'unavailable'), 'unreachable'],
  ])('%s', async (_, deps, kind) => {
    expect((await checkHub(HUB, deps)).kind).toBe(kind);
  });
});

describe('signing in', () => {
  it('gives the session and, apart from it, the token', async () => {
    const result = await signIn(HUB, REQUEST, answers(200, { ...SESSION, token: 'opaque' }));
    expect(result).toEqual({ kind: 'signed_in', token: 'opaque', session: SESSION });
  });

  it.each([
    [refuses(401, 'wrong_credentials'), { kind: 'wrong_credentials' }],
    [refuses(429, 'too_many_requests', 41.2), { kind: 'too_many_requests', retryAfterS: 42 }],
    [answers(429, 'slow down', { 'retry-after': '9' }), { kind: 'too_many_requests', retryAfterS: 9 }],
    [answers(429, 'slow down'), { kind: 'too_many_requests', retryAfterS: 30 }],
    [refuses(426, 'client_too_old'), { kind: 'client_too_old' }],
    [refuses(426, 'client_too_new'), { kind: 'hub_too_old' }],
    [refuses(403, 'wrong_origin'), { kind: 'refused', code: 'wrong_origin' }],
    [refuses(500, 'internal'), { kind: 'unreachable' }],
    [answers(200, { hello: 'world' }), { kind: 'not_a_hub' }],
    [nobody, { kind: 'unreachable' }],
  ])('%# tells what was wrong', async (deps, result) => {
    expect(await signIn(HUB, REQUEST, deps)).toEqual(result);
  });
});

describe('going on with a token', () => {
  it('needs no network when it is known who one is', async () => {
    await rememberSession(HUB, SESSION);
    expect(await resumeSession(HUB, 'token', nobody)).toEqual({ kind: 'resumed', session: SESSION });
    // Somebody else has taken the place meanwhile: his session is not the leaving person's to forget.
    await forgetSession(HUB, crypto.randomUUID());
    expect(await recallSession(HUB)).toEqual(SESSION);
    await forgetSession(HUB, SESSION.operator.id);
    expect(await recallSession(HUB)).toBeNull();
  });

  it('otherwise asks the hub', async () => {
    expect(await resumeSession(HUB, 'token', answers(200, SESSION))).toEqual({
      kind: 'resumed',
      session: SESSION,
    });
    expect(await resumeSession(HUB, 'token', refuses(401, 'unauthorized'))).toEqual({ kind: 'signed_out' });
    expect(await resumeSession(HUB, 'token', nobody)).toEqual({ kind: 'unreachable' });
  });
});
