import { Dexie, type ObservabilitySet } from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenCalm } from './when-calm.ts';

let called = 0;
const call = (): void => {
  called += 1;
};
const written = (name: string): void => {
  const parts: ObservabilitySet = {};
  Object.assign(parts, { [`idb://${name}/messages/`]: { d: 0, from: 1, to: 1 } });
  Dexie.on.storagemutated.fire(parts);
};

beforeEach(() => {
  called = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('where nothing is written it goes on after a moment, once', () => {
  whenCalm('replica', { leastMs: 0, ms: 100, mostMs: 1_000 }, call);
  vi.advanceTimersByTime(99);
  expect(called).toBe(0);
  vi.advanceTimersByTime(1);
  expect(called).toBe(1);
  written('replica');
  vi.advanceTimersByTime(5_000);
  expect(called).toBe(1);
});

test('each write to this replica makes it wait anew, those to others do not', () => {
  whenCalm('replica', { leastMs: 0, ms: 100, mostMs: 1_000 }, call);
  vi.advanceTimersByTime(90);
  written('replica');
  vi.advanceTimersByTime(90);
  written('another');
  expect(called).toBe(0);
  vi.advanceTimersByTime(10);
  expect(called).toBe(1);
});

test('it begins no earlier than it was told to, and then needs only its moment', () => {
  whenCalm('replica', { leastMs: 300, ms: 100, mostMs: 1_000 }, call);
  written('replica');
  vi.advanceTimersByTime(250);
  written('replica');
  vi.advanceTimersByTime(99);
  expect(called).toBe(0);
  vi.advanceTimersByTime(1);
  expect(called).toBe(1);
});

test('however calm it is, it begins no earlier than it was told to', () => {
  whenCalm('replica', { leastMs: 300, ms: 100, mostMs: 1_000 }, call);
  vi.advanceTimersByTime(299);
  expect(called).toBe(0);
  vi.advanceTimersByTime(1);
  expect(called).toBe(1);
});

test('it does not wait for ever', () => {
  whenCalm('replica', { leastMs: 0, ms: 100, mostMs: 1_000 }, call);
  for (let waited = 0; waited < 1_000; waited += 50) {
    expect(called).toBe(0);
    written('replica');
    vi.advanceTimersByTime(50);
  }
  expect(called).toBe(1);
});

test('it can be told not to', () => {
  const stop = whenCalm('replica', { leastMs: 0, ms: 100, mostMs: 1_000 }, call);
  stop();
  written('replica');
  vi.advanceTimersByTime(5_000);
  expect(called).toBe(0);
});
