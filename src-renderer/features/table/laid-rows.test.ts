import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { id, row } from '#tests/support/fake-table.ts';
import { LaidRows } from './laid-rows.ts';

const LONGER_THAN_IT_LINGERS = 2_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function desk() {
  const told = vi.fn();
  const laid = new LaidRows(told);
  return { told, laid, shown: () => laid.rows().map((one) => [one.id, one.status]) };
}

test('what was just confirmed stays until the table beneath has it', () => {
  const { laid, shown } = desk();
  laid.set([row(1, { status: 'active' })]);
  const before = laid.key;
  laid.set([]);
  expect(shown()).toEqual([[id(1), 'active']]);
  laid.settled();
  expect(shown()).toEqual([]);
  expect(laid.key).not.toBe(before);
});

test('a newer effect on the same dialog takes the place of one that stays', () => {
  const { laid, shown } = desk();
  laid.set([row(1, { status: 'active' }), row(2, { status: 'active' })]);
  laid.set([]);
  laid.set([row(1, { status: 'finished' })]);
  expect(shown()).toEqual([
    [id(1), 'finished'],
    [id(2), 'active'],
  ]);
  laid.settled();
  expect(shown()).toEqual([[id(1), 'finished']]);
});

test('one after the other they stay together', () => {
  const { laid, shown } = desk();
  laid.set([row(1), row(2)]);
  laid.set([row(2)]);
  laid.set([]);
  expect(new Set(shown().map(([one]) => one))).toEqual(new Set([id(1), id(2)]));
});

test('a table that never tells does not keep them for ever', () => {
  const { laid, told, shown } = desk();
  laid.set([row(1)]);
  laid.set([]);
  told.mockClear();
  vi.advanceTimersByTime(LONGER_THAN_IT_LINGERS);
  expect(shown()).toEqual([]);
  expect(told).toHaveBeenCalledOnce();
});

test('who looks is told of what changes and of nothing else', () => {
  const { laid, told } = desk();
  laid.set([]);
  laid.settled();
  expect(told).not.toHaveBeenCalled();
  laid.set([row(1)]);
  laid.settled();
  expect(told).toHaveBeenCalledOnce();
});

test('closed, it says nothing any more', () => {
  const { laid, told } = desk();
  laid.set([row(1)]);
  laid.set([]);
  told.mockClear();
  laid.close();
  vi.advanceTimersByTime(LONGER_THAN_IT_LINGERS);
  expect(told).not.toHaveBeenCalled();
});
