import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { ApiErrorCode } from '#shared/wire/http/error.ts';

/** What can go wrong between a request and its answer. */
export type HubFailure =
  /** No connection, name not found, refused, cut, or (in a browser) forbidden by CORS: a page cannot tell which. */
  | { kind: 'unreachable' }
  | { kind: 'timeout'; afterMs: number }
  | { kind: 'aborted' }
  /** The hub, or something in front of it, answered with an error; `code` is null when the body was not ours. */
  | { kind: 'status'; status: number; code: ApiErrorCode | null; retryAfterMs: number | null }
  /** An answer that does not fit the schema: not a hub, or another version of it. */
  | { kind: 'garbled'; detail: string };

export class HubError extends Error {
  override readonly name = 'HubError';
  readonly failure: HubFailure;

  constructor(tried: string, failure: HubFailure, options?: ErrorOptions) {
    super(`${tried}: ${describe(failure)}`, options);
    this.failure = failure;
  }
}

function describe(failure: HubFailure): string {
  switch (failure.kind) {
    case 'status':
      return `answered ${failure.status} ${failure.code ?? ''}`.trimEnd();
    case 'timeout':
      return `no answer within ${failure.afterMs} ms`;
    case 'garbled':
      return `unreadable answer (${failure.detail})`;
    case 'unreachable':
    case 'aborted':
      return failure.kind;
    default:
      return exhaustive(failure, 'failure');
  }
}

/** Answers that say something of the moment, or of the way to the hub, and nothing of what was asked. */
const PASSING: ReadonlySet<number> = new Set([401, 407, 408, 429, 502, 503, 504, 511]);

/** Whether it may be the fault of what was asked: other things may go while this fails again and again. */
export function isOfRequest(failure: HubFailure): boolean {
  return failure.kind === 'status' && !PASSING.has(failure.status);
}

/** Whether the hub itself failed at what was asked. What stands in front of it may forbid everything for a day, and then it passes. */
export function isOfHub(failure: HubFailure): boolean {
  return (
    failure.kind === 'status' && isOfRequest(failure) && (failure.code !== null || failure.status === 500)
  );
}

/** What to do after a failure. Decided by type alone, never by words. */
export type RetryDecision =
  | { kind: 'retry'; afterMs: number | null }
  | { kind: 'signed_out' }
  | { kind: 'client_too_old' }
  | { kind: 'hub_too_old' }
  /** The same request will fail the same way. */
  | { kind: 'give_up' };

export function decideRetry(failure: HubFailure): RetryDecision {
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
    case 'aborted':
      return { kind: 'retry', afterMs: null };
    // A captive portal or a proxy's error page passes; an incompatible hub says so in `code`.
    case 'garbled':
      return { kind: 'retry', afterMs: null };
    case 'status':
      return byStatus(failure.status, failure.code, failure.retryAfterMs);
    default:
      return exhaustive(failure, 'failure');
  }
}

function byStatus(status: number, code: ApiErrorCode | null, afterMs: number | null): RetryDecision {
  if (code === 'client_too_old') return { kind: 'client_too_old' };
  if (code === 'client_too_new') return { kind: 'hub_too_old' };
  // Without our code a 401 may be a proxy's: then the session is not lost, the way to the hub is.
  if (code === 'unauthorized') return { kind: 'signed_out' };
  // Also from a proxy that takes less than the hub: the same again would be as large.
  if (status === 413) return { kind: 'give_up' };
  if (code === null || status >= 500 || status === 429 || status === 408) return { kind: 'retry', afterMs };
  return { kind: 'give_up' };
}
