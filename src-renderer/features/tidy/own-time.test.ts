import { describe, expect, test } from 'vitest';
import { MAX_SNOOZE_MS } from '#shared/domain/hand-over.ts';
import { judgeTime } from './own-time.ts';

describe('an own time', () => {
  const now = new Date('2026-03-11T10:20').getTime();
  test('is one to come', () => {
    expect(judgeTime(now + 60_000, now)).toEqual({ ok: true, until: now + 60_000 });
  });

  test.each([
    [null, 'snooze.missing'],
    [now, 'snooze.past'],
    [now + MAX_SNOOZE_MS + 1, 'snooze.tooFar'],
  ])('%s: %s', (value, why) => {
    expect(judgeTime(value, now)).toEqual({ ok: false, why });
  });
});
