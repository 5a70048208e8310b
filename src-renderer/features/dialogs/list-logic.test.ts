import { describe, expect, test } from 'vitest';
import { nextIndex } from '#renderer/kit/list-keys.ts';
import { LATE_AFTER_MS, OVERDUE_AFTER_MS, urgencyOf, waitedMs } from '#renderer/kit/waiting.ts';

describe('keyboard of the list', () => {
  test.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 9],
    ['PageDown', 2, 7],
    ['PageDown', 8, 9],
    ['PageUp', 2, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
  ])('%s from %i goes to %i', (key, from, to) => {
    expect(nextIndex(key, from, 10, 5)).toBe(to);
  });

  test('leaves other keys and empty lists alone', () => {
    expect(nextIndex('a', 0, 10, 5)).toBeNull();
    expect(nextIndex('ArrowDown', -1, 0, 5)).toBeNull();
  });
});

describe('waiting', () => {
  test('grows urgent by steps', () => {
    expect(urgencyOf(0)).toBe('fresh');
    expect(urgencyOf(LATE_AFTER_MS - 1)).toBe('fresh');
    expect(urgencyOf(LATE_AFTER_MS)).toBe('late');
    expect(urgencyOf(OVERDUE_AFTER_MS)).toBe('overdue');
  });

  test('is never negative, whatever the clocks say', () => {
    expect(waitedMs(2000, 1000)).toBe(0);
  });
});
