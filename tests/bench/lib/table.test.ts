import { expect, test } from 'vitest';
import { atLeast, atMost, compare, figure, meets } from './figure.ts';
import { formatNumber, rowsOf, tableOf } from './table.ts';

test('a ratio is of medians, and a goal has a side', () => {
  const comparison = compare([10, 30, 20], 'floor', [5, 4, 6], atLeast(4));
  expect(comparison.ratio).toBe(4);
  expect(meets(4, atLeast(4))).toBe(true);
  expect(meets(3.99, atLeast(4))).toBe(false);
  expect(meets(4, atMost(4))).toBe(true);
  expect(meets(4.01, atMost(4))).toBe(false);
});

test('numbers are short', () => {
  expect([75_123.4, 321.4, 12.345, 0.1234].map(formatNumber)).toEqual(['75,123', '321', '12.3', '0.12']);
});

test('every comparison says whether its goal was met', () => {
  const one = figure('sync', 'whole replica', 'msg/s', [100, 90, 110], {
    comparisons: [compare([100], 'rows', [50], atLeast(5)), compare([100], 'peer', [1], atLeast(10))],
  });
  const rows = rowsOf([one]);
  expect(rows[0]).toEqual([
    'sync',
    'whole replica',
    '100 msg/s',
    '±5 %',
    'rows',
    '2.00×',
    '≥ 5.00',
    'MISSED',
  ]);
  expect(rows[1]?.slice(4)).toEqual(['peer', '100×', '≥ 10.0', 'met']);
});

test('a bound on the value itself keeps its own line', () => {
  const one = figure('burst', 'frame', 'ms', [20], {
    goal: atMost(16.7),
    comparisons: [compare([20], 'x', [10])],
  });
  expect(rowsOf([one]).map((row) => row.slice(4))).toEqual([
    ['', '', '≤ 16.7', 'MISSED'],
    ['x', '2.00×', '', ''],
  ]);
});

test('the table is Markdown', () => {
  const lines = tableOf([figure('a', 'b', 'ms', [1])]).split('\n');
  expect(lines).toHaveLength(3);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
});
