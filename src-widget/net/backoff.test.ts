import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('grows, has an end, and spreads by half', () => {
    expect(backoffMs(1, 1)).toBe(700);
    expect(backoffMs(2, 1)).toBe(1400);
    expect(backoffMs(1, 0)).toBe(350);
    expect(backoffMs(50, 1)).toBe(30_000);
    expect(backoffMs(50, 0)).toBe(15_000);
  });
});
