import { expect, it } from 'vitest';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { Held } from './held.ts';

it('leaves alone what failed for as long as it was told, each by itself', () => {
  const clock = new ManualClock();
  const held = new Held<string>(clock);
  expect([held.restMs(), [...held.keys()]]).toEqual([null, []]);
  held.hold('a', 500);
  held.hold('b', 2_000);
  expect([held.restMs(), [...held.keys()]]).toEqual([500, ['a', 'b']]);
  clock.pass(500);
  expect([...held.keys()]).toEqual(['b']);
  expect(held.restMs()).toBe(1_500);
  held.hold('b', 5_000);
  expect(held.restMs()).toBe(5_000);
  held.clear();
  expect([held.restMs(), [...held.keys()]]).toEqual([null, []]);
});

it('does not wait for a time that a clock which was set back has made far', () => {
  let now = 10_000;
  const held = new Held<string>({ now: () => now, after: () => () => undefined });
  held.hold('a', 500);
  now = 1_000;
  expect([...held.keys()]).toEqual([]);
});
