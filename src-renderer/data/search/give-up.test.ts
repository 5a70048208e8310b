import { describe, expect, it } from 'vitest';
import { worthNarrowing } from './give-up.ts';

/** The newest 160 of `listed` messages were looked at, evenly spread. */
const seen = (found: number, listed: number) => ({
  state: { found, candidates: 160, span: (160 / listed) * 1e9 },
  whole: 1e9,
});
const worth = (found: number, listed: number): boolean => {
  const { state, whole } = seen(found, listed);
  return worthNarrowing(state, 50, whole);
};

describe('a walk through the messages with a common beginning', () => {
  it('goes on where most of them are meant, however many there are', () => {
    expect(worth(40, 1_000)).toBe(false);
    expect(worth(40, 1_000_000)).toBe(false);
  });

  it('is given up where few are: their list is short', () => {
    expect(worth(0, 1_000)).toBe(true);
    expect(worth(0, 1_000_000)).toBe(true);
    expect(worth(2, 10_000)).toBe(true);
  });

  it('goes on where few are meant of very many, whose list would be long', () => {
    expect(worth(16, 5_000)).toBe(true);
    expect(worth(16, 1_000_000)).toBe(false);
  });

  it('concludes nothing from the first ones', () => {
    for (let candidates = 1; candidates < 16; candidates += 1)
      expect(worthNarrowing({ found: 0, candidates, span: candidates }, 50, 1e9)).toBe(false);
  });
});
