import type { ApiErrorCode } from '#shared/wire/http/error.ts';
import type { HubInfo } from '#shared/wire/http/hub-info.ts';
import type { Session, SignInRequest } from '#shared/wire/http/session.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { createHttp } from '../data/transport/http.ts';
import { createHubApi, type HubApi } from '../data/transport/hub-api.ts';
import { HubError, type HubFailure } from '../data/transport/hub-error.ts';
import { recallSession } from './session-store.ts';

/** Before there is a `Client`: is this address a hub, and who are we there. Nothing here throws for what can go wrong outside. */

/** Why an address cannot be worked with. */
export type AddressProblem =
  /** No answer: no network, no such host, nothing listening, or it is out of order. */
  | { kind: 'unreachable' }
  /** Something answers, but it is not an Otklik hub. */
  | { kind: 'not_a_hub' }
  /** It is a hub, and does not let pages from where this one comes use it. */
  | { kind: 'not_welcome' }
  | { kind: 'hub_too_old' }
  | { kind: 'client_too_old' };

export type HubCheck = { kind: 'hub'; info: HubInfo } | AddressProblem;

export type SignInResult =
  | { kind: 'signed_in'; session: Session; token: string }
  | { kind: 'wrong_credentials' }
  | { kind: 'too_many_requests'; retryAfterS: number }
  /** The hub refuses for another reason; `code` is for the log. */
  | { kind: 'refused'; code: ApiErrorCode | null }
  | AddressProblem;

export type ResumeResult =
  /** Open the client; whether the token still holds is found out while working. */
  { kind: 'resumed'; session: Session } | { kind: 'signed_out' } | AddressProblem;

export interface SignInDeps {
  fetch?: typeof globalThis.fetch;
  /** Milliseconds. */
  timeoutMs?: number;
}

const CHECK_TIMEOUT_MS = 8_000;
const PROBE_TIMEOUT_MS = 3_000;
const DEFAULT_RETRY_AFTER_S = 30;

/** @param origin scheme, host and port, e.g. `https://hub.example.com` */
export async function checkHub(origin: string, deps: SignInDeps = {}): Promise<HubCheck> {
  try {
    const info = await apiAt(origin, null, deps).hubInfo();
    if (info.oldestClientProtocol > PROTOCOL) return { kind: 'client_too_old' };
    if (info.protocol < PROTOCOL) return { kind: 'hub_too_old' };
    return { kind: 'hub', info };
  } catch (error) {
    const failure = failureOf(error);
    // A page may not read what another origin answers without CORS, and a hub always answers this with it.
    if (failure.kind === 'unreachable' && (await answersAnything(origin, deps))) return { kind: 'not_a_hub' };
    return addressProblem(failure);
  }
}

/** Whether anything speaks HTTP there; what it says stays unread. */
async function answersAnything(origin: string, deps: SignInDeps): Promise<boolean> {
  const fetchFn = deps.fetch ?? ((input, init) => globalThis.fetch(input, init));
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const response = await fetchFn(origin, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Signs in. `device` is what the person will recognise in his list of sessions, e.g. "Chromium on Linux". */
export async function signIn(
  origin: string,
  request: SignInRequest,
  deps: SignInDeps = {},
): Promise<SignInResult> {
  try {
    const { token, ...session } = await apiAt(origin, null, deps).signIn(request);
    return { kind: 'signed_in', session, token };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'status') return addressProblem(failure);
    return signInRefusal(failure);
  }
}

function signInRefusal(failure: Extract<HubFailure, { kind: 'status' }>): SignInResult {
  const { code, status, retryAfterMs } = failure;
  if (code === 'wrong_credentials' || code === 'unauthorized') return { kind: 'wrong_credentials' };
  if (code === 'too_many_requests' || status === 429)
    return {
      kind: 'too_many_requests',
      retryAfterS: retryAfterMs === null ? DEFAULT_RETRY_AFTER_S : Math.ceil(retryAfterMs / 1000),
    };
  if (code === null || status >= 500 || code === 'client_too_old' || code === 'client_too_new')
    return addressProblem(failure);
  return { kind: 'refused', code };
}

/**
 * Goes on with a token from an earlier start. Who it belongs to is remembered here, so this works without a network and
 * does not wait for one; the hub is asked only when nothing is remembered.
 */
export async function resumeSession(
  origin: string,
  token: string,
  deps: SignInDeps = {},
): Promise<ResumeResult> {
  const remembered = await recallSession(origin).catch(() => null);
  if (remembered) return { kind: 'resumed', session: remembered };
  try {
    return { kind: 'resumed', session: await apiAt(origin, token, deps).session() };
  } catch (error) {
    const failure = failureOf(error);
    const signedOut = failure.kind === 'status' && failure.code === 'unauthorized';
    return signedOut ? { kind: 'signed_out' } : addressProblem(failure);
  }
}

function apiAt(origin: string, token: string | null, deps: SignInDeps): HubApi {
  return createHubApi(createHttp({ origin, token, timeoutMs: CHECK_TIMEOUT_MS, ...deps }));
}

function failureOf(error: unknown): HubFailure {
  if (error instanceof HubError) return error.failure;
  throw error;
}

function addressProblem(failure: HubFailure): AddressProblem {
  if (failure.kind === 'garbled') return { kind: 'not_a_hub' };
  if (failure.kind !== 'status') return { kind: 'unreachable' };
  if (failure.code === 'wrong_origin') return { kind: 'not_welcome' };
  if (failure.code === 'client_too_old') return { kind: 'client_too_old' };
  if (failure.code === 'client_too_new') return { kind: 'hub_too_old' };
  // Our own error body means a hub that cannot serve right now; anything else below 500 is some other web server.
  return failure.code === null && failure.status < 500 ? { kind: 'not_a_hub' } : { kind: 'unreachable' };
}
