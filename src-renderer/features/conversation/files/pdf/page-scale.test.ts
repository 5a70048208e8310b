import { expect, test } from 'vitest';
import { roomOfPage } from './page-scale.ts';

test('a usual page fills the width and is drawn as finely as the screen is', () => {
  const room = roomOfPage({ width: 595, height: 842 }, 900, 2);
  expect(room.width).toBe(900);
  expect(room.height).toBe(1274);
  expect(room.density).toBe(2);
});

test.each([
  ['a poster on a fine screen', { width: 14_400, height: 14_400 }, 3],
  ['a ribbon', { width: 10, height: 14_400 }, 2],
  ['a line', { width: 14_400, height: 1 }, 2],
  ['no size at all', { width: 0, height: Number.NaN }, 2],
  ['a negative one', { width: -100, height: 200 }, 2],
])('%s stays within what a canvas can be', (_what, page, ratio) => {
  const { width, height, density } = roomOfPage(page, 900, ratio);
  expect(width).toBeGreaterThan(0);
  expect(height).toBeLessThanOrEqual(900 * 20 + 1);
  expect(width * density * height * density).toBeLessThanOrEqual(16_100_000);
  expect(Math.max(width, height) * density).toBeLessThanOrEqual(16_001);
});
