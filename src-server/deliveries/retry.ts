import type { Delivery } from '#shared/domain/delivery.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { AttemptOutcome } from './claimed.ts';

/** 2, 4, 8… seconds, at most a quarter of an hour; with this many attempts about two hours in all. */
const FIRST_S = 2;
const MOST_S = 900;
export const MOST_ATTEMPTS = 16;

export type Next =
  | { kind: 'again'; afterS: number }
  /** Nothing more is tried; `delivery` is what people see. */
  | { kind: 'settled'; delivery: Delivery };

/**
 * What follows an attempt; decided by the outcome's type and the vendor's word, never by texts. Pure.
 * @param attempt 1 for the first
 * @param at milliseconds, when it ended
 */
export function afterAttempt(outcome: AttemptOutcome, attempt: number, at: number): Next {
  switch (outcome.kind) {
    case 'sent':
      return { kind: 'settled', delivery: { state: 'sent', at } };
    case 'moot':
      // Whatever it was for has come about by other means.
      return { kind: 'settled', delivery: { state: 'sent', at } };
    case 'failed':
      return { kind: 'settled', delivery: { state: 'failed', at, failure: outcome.failure } };
    case 'unknown':
      return { kind: 'settled', delivery: { state: 'unknown', at } };
    case 'retry': {
      if (attempt >= MOST_ATTEMPTS) {
        return { kind: 'settled', delivery: { state: 'failed', at, failure: outcome.failure } };
      }
      const backOff = Math.min(FIRST_S * 2 ** (attempt - 1), MOST_S);
      return { kind: 'again', afterS: Math.max(backOff, outcome.afterS ?? 0) };
    }
    default:
      return exhaustive(outcome, 'outcome of an attempt');
  }
}
