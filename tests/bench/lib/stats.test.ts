import { describe, expect, test } from 'vitest';
import { randomFrom } from '../data/random.ts';
import { median, percentile, spread, trend } from './stats.ts';

describe('percentile', () => {
  test('of an odd and an even number of values', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test('lies between neighbours', () => {
    const hundred = Array.from({ length: 101 }, (_, i) => i);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile([0, 10], 0.25)).toBe(2.5);
    expect(percentile([7], 0.99)).toBe(7);
  });

  test('leaves its input alone', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  test('of nothing is a mistake', () => {
    expect(() => median([])).toThrow('nothing');
  });
});

test('spread is the distance of the quartiles, relative', () => {
  expect(spread([10, 10, 10])).toBe(0);
  expect(spread([8, 9, 10, 11, 12])).toBeCloseTo(0.2);
});

describe('trend', () => {
  test('finds an exact slope', () => {
    const { slope, error, flat } = trend([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x })));
    expect(slope).toBeCloseTo(2);
    expect(error).toBeCloseTo(0);
    expect(flat).toBe(false);
  });

  test('noise without a slope is flat, a slope in noise is not', () => {
    const random = randomFrom(5);
    const points = (slope: number) =>
      Array.from({ length: 200 }, (_, x) => ({ x, y: 100 + slope * x + random.normal() * 5 }));
    expect(trend(points(0)).flat).toBe(true);
    expect(trend(points(1)).flat).toBe(false);
  });

  test('needs points', () => {
    expect(() => trend([{ x: 1, y: 1 }])).toThrow('three');
    expect(() => trend([1, 2, 3].map((y) => ({ x: 1, y })))).toThrow('one place');
  });
});
