import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, roomOf } from './grid.ts';

test.each([
  [3840, 2160, 320, 180],
  [100, 3000, 96, 320],
  [40, 40, 96, 96],
  [200, 150, 200, 150],
])('a picture of %i × %i has room for %i × %i', (width, height, w, h) => {
  expect(roomOf({ width, height })).toEqual({ width: w, height: h });
});

test('no picture is larger than its bubble or too small to be pressed', () => {
  const side = fc.option(fc.integer({ min: 1, max: 50_000 }), { nil: null });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const room = roomOf({ width, height });
      expect(room.width).toBeLessThanOrEqual(320);
      expect(room.height).toBeLessThanOrEqual(320);
      expect(Math.min(room.width, room.height)).toBeGreaterThanOrEqual(96);
    }),
  );
});

test('pictures stand in rows', () => {
  expect([1, 2, 3, 4, 5, 6, 10].map(columnsOf)).toEqual([1, 2, 3, 2, 3, 3, 3]);
});
