import { expect, test } from 'vitest';
import { planTalks } from './plan.ts';

const NOW = 1_800_000_000_000;
const talks = planTalks(NOW);

test('the same clock gives the same company', () => {
  expect(planTalks(NOW)).toEqual(talks);
});

test('there is something to see in every list', () => {
  const last = talks.map((talk) => talk.steps.at(-1)?.by);
  expect(talks.length).toBeGreaterThanOrEqual(60);
  expect(last.filter((by) => by === 'client').length).toBeGreaterThan(12);
  expect(last.filter((by) => by === 'operator').length).toBeGreaterThan(3);
  expect(last.filter((by) => by === 'finish').length).toBeGreaterThan(20);
});

test('every talk is begun by the client, goes on in order and ends before now', () => {
  for (const { steps } of talks) {
    expect(steps[0]?.by).toBe('client');
    const times = steps.map((step) => step.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(NOW);
  }
});

test('nothing is left to fill in', () => {
  expect(JSON.stringify(talks)).not.toMatch(/\{(tea|city|order)\}/);
});
