import type { z } from 'zod';
import { parseJson } from '#shared/lib/json.ts';
import { apiErrorSchema } from '#shared/wire/http/error.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { systemClock, type Clock } from './clock.ts';
import { HubError, type HubFailure } from './hub-error.ts';

export interface HttpOptions {
  /** Scheme, host and port of the hub, e.g. `https://hub.example.com`. */
  origin: string;
  /** Goes into `Authorization`; null before sign-in. */
  token: string | null;
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
  /** Milliseconds for the whole answer. */
  timeoutMs?: number;
}

export interface HttpRequest<T> {
  method: 'GET' | 'POST' | 'DELETE';
  /** From `/api` on, with the query. */
  path: string;
  body?: unknown;
  /** Null: the answer has no body, or none that matters. */
  answer: z.ZodType<T> | null;
  signal?: AbortSignal;
}

export type Http = <T>(request: HttpRequest<T>) => Promise<T>;

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * HTTP towards one hub. Every answer is parsed by its schema.
 * The returned function throws `HubError` and nothing else.
 */
export function createHttp(options: HttpOptions): Http {
  const clock = options.clock ?? systemClock;
  const fetchFn = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return async (request) => {
    const tried = `${request.method} ${request.path.split('?')[0]}`;
    const abort = new AbortController();
    let timedOut = false;
    const cancelTimer = clock.after(timeoutMs, () => {
      timedOut = true;
      abort.abort();
    });
    const onAbort = () => abort.abort();
    request.signal?.addEventListener('abort', onAbort);
    if (request.signal?.aborted) abort.abort();
    try {
      const response = await fetchFn(options.origin + request.path, {
        method: request.method,
        headers: headersOf(options.token, request.body !== undefined),
        signal: abort.signal,
        credentials: 'omit',
        cache: 'no-store',
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      if (!response.ok) throw new HubError(tried, await statusFailure(response, clock));
      return await parseAnswer(tried, response, request.answer);
    } catch (error) {
      if (error instanceof HubError) throw error;
      const failure: HubFailure = timedOut
        ? { kind: 'timeout', afterMs: timeoutMs }
        : { kind: request.signal?.aborted ? 'aborted' : 'unreachable' };
      throw new HubError(tried, failure, { cause: error });
    } finally {
      cancelTimer();
      request.signal?.removeEventListener('abort', onAbort);
    }
  };
}

/** Before sign-in the protocol is not said: the hub is asked for its own, and what is no hub must stay readable across origins. */
export function headersOf(token: string | null, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(token === null ? {} : { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL) }),
  };
}

async function parseAnswer<T>(tried: string, response: Response, answer: z.ZodType<T> | null): Promise<T> {
  if (answer === null) {
    await response.body?.cancel();
    return undefined as T;
  }
  const text = await response.text();
  const parsed = answer.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const detail = issue ? `${issue.path.join('.')}: ${issue.message}` : 'no JSON';
  throw new HubError(tried, { kind: 'garbled', detail });
}

export async function statusFailure(response: Response, clock: Clock): Promise<HubFailure> {
  const body = apiErrorSchema.safeParse(parseJson(await response.text()));
  const fromBody = body.success ? body.data.error.retryAfterS : undefined;
  return {
    kind: 'status',
    status: response.status,
    code: body.success ? body.data.error.code : null,
    retryAfterMs:
      fromBody === undefined ? retryAfterMs(response.headers.get('retry-after'), clock) : fromBody * 1000,
  };
}

/** RFC 9110: seconds, or a date. Null when absent or unreadable. */
export function retryAfterMs(header: string | null, clock: Clock): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - clock.now());
}
