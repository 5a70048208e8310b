import { describe, expect, it } from 'vitest';
import { createLimiter } from './limiter.ts';

describe('createLimiter', () => {
  it('lets a burst through, says when it goes on, and refills', () => {
    let now = 0;
    const limiter = createLimiter(3, 60_000, () => now);
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0]);
    expect(limiter.take('a')).toBe(20);
    expect(limiter.take('b')).toBe(0);
    now += 20_000;
    expect(limiter.take('a')).toBe(0);
    expect(limiter.take('a')).toBe(20);
    now += 3_600_000;
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0]);
    expect(limiter.take('a')).toBeGreaterThan(0);
  });

  it('takes several at once, or none of them', () => {
    let now = 0;
    const limiter = createLimiter(10, 10_000, () => now);
    expect(limiter.take('a', 7)).toBe(0);
    expect(limiter.take('a', 7)).toBe(4);
    expect(limiter.take('a', 3)).toBe(0);
    now += 7_000;
    expect(limiter.take('a', 7)).toBe(0);
  });

  it('can be switched off', () => {
    const limiter = createLimiter(Infinity, 1, () => 0);
    for (let i = 0; i < 1000; i += 1) expect(limiter.take('a')).toBe(0);
  });

  it('does not give more when the clock goes back', () => {
    let now = 100_000;
    const limiter = createLimiter(1, 60_000, () => now);
    limiter.take('a');
    now = 0;
    expect(limiter.take('a')).toBeGreaterThan(0);
  });

  it('stays bounded under a flood of keys', () => {
    const limiter = createLimiter(1, 60_000, () => 0);
    for (let i = 0; i < 50_000; i += 1) limiter.take(`key ${i}`);
    expect(limiter.take('another')).toBe(0);
  });
});
