import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA } from '#tests/support/fixtures.ts';
import { PRESENCE_CHOICES, type ChosenPresence } from '../domain/presence.ts';
import { withChoice } from './presence-set.ts';

const before: ChosenPresence = { id: ANNA, choice: 'break', since: 1_000, rev: 4 };

describe('what a person says of himself', () => {
  it('counts since he said so', () => {
    expect(withChoice(null, ANNA, { choice: 'away', saidAt: 5_000 }, 9_000)).toEqual({
      id: ANNA,
      choice: 'away',
      since: 5_000,
      rev: 1,
    });
    expect(withChoice(before, ANNA, { choice: 'online', saidAt: 5_000 }, 9_000)).toEqual({
      id: ANNA,
      choice: 'online',
      since: 5_000,
      rev: 5,
    });
  });

  it('said again goes on since the first time', () => {
    expect(withChoice(before, ANNA, { choice: 'break', saidAt: 5_000 }, 9_000).since).toBe(1_000);
  });

  it('is never of the future, and every word makes a newer row', () => {
    const choice = fc.constantFrom(...PRESENCE_CHOICES);
    const time = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.option(choice), choice, time, time, (known, chosen, saidAt, now) => {
        const row = known ? { ...before, choice: known, since: Math.min(1_000, now) } : null;
        const after = withChoice(row, ANNA, { choice: chosen, saidAt }, now);
        expect(after.since).toBeLessThanOrEqual(now);
        expect(after.choice).toBe(chosen);
        expect(after.rev).toBe((row?.rev ?? 0) + 1);
      }),
    );
  });
});
