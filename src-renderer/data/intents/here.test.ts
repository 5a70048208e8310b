import { expect, test } from 'vitest';
import { createHere, TOUCH_EVERY_MS } from './here.ts';

test('a touch is told now and then, and again at once when the clock was put back', () => {
  let now = 1_000_000;
  let touches = 0;
  const here = createHere({ look: () => {}, touched: () => (touches += 1), now: () => now, window: 'w' });
  here.touched();
  here.touched();
  now += TOUCH_EVERY_MS - 1;
  here.touched();
  expect(touches).toBe(1);
  now += 1;
  here.touched();
  expect(touches).toBe(2);
  now -= 3_600_000;
  here.touched();
  expect(touches).toBe(3);
});

test('a look carries the name of its window', () => {
  const looks: unknown[] = [];
  const here = createHere({ look: (...look) => looks.push(look), touched: () => {}, window: 'w' });
  here.look('d');
  here.look(null);
  expect(looks).toEqual([
    ['w', 'd'],
    ['w', null],
  ]);
});
