import { describe, expect, test } from 'vitest';
import { afterAttempt, MOST_ATTEMPTS } from './retry.ts';

const failure = { code: 'unreachable', detail: 'no answer' } as const;

describe('after an attempt', () => {
  test('what is settled stays settled', () => {
    expect(afterAttempt({ kind: 'sent' }, 1, 7)).toEqual({
      kind: 'settled',
      delivery: { state: 'sent', at: 7 },
    });
    expect(afterAttempt({ kind: 'unknown' }, 1, 7)).toEqual({
      kind: 'settled',
      delivery: { state: 'unknown', at: 7 },
    });
    expect(afterAttempt({ kind: 'failed', failure }, 1, 7)).toEqual({
      kind: 'settled',
      delivery: { state: 'failed', at: 7, failure },
    });
  });

  test('waits grow, but not without end, and the last attempt fails visibly', () => {
    const waits: number[] = [];
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
      const next = afterAttempt({ kind: 'retry', failure }, attempt, 0);
      if (next.kind === 'again') waits.push(next.afterS);
    }
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16]);
    expect(Math.max(...waits)).toBe(900);
    expect(waits).toHaveLength(MOST_ATTEMPTS - 1);
    expect(afterAttempt({ kind: 'retry', failure }, MOST_ATTEMPTS, 7)).toEqual({
      kind: 'settled',
      delivery: { state: 'failed', at: 7, failure },
    });
  });

  test('the vendor may ask for more patience, never for less', () => {
    expect(afterAttempt({ kind: 'retry', failure, afterS: 60 }, 1, 0)).toEqual({ kind: 'again', afterS: 60 });
    expect(afterAttempt({ kind: 'retry', failure, afterS: 0 }, 3, 0)).toEqual({ kind: 'again', afterS: 8 });
  });
});
