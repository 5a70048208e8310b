import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBounds, minimumSize, windowStateSchema } from './window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 };

test('the first start: in the middle of the primary screen', () => {
  expect(fitBounds(null, [laptop, monitor])).toEqual({ x: 80, y: 53, width: 1280, height: 820 });
});

test('on a screen smaller than the preferred size the window fills it', () => {
  const small = { x: 0, y: 0, width: 1024, height: 600 };
  expect(fitBounds(null, [small])).toEqual(small);
});

test('bounds on a present screen stay, on the second one as well', () => {
  const saved = { x: 1600, y: 100, width: 1200, height: 900 };
  expect(fitBounds(saved, [laptop, monitor])).toEqual(saved);
});

test('a screen was unplugged: back to the primary one', () => {
  const saved = { x: 1600, y: 100, width: 1200, height: 900 };
  expect(fitBounds(saved, [laptop])).toEqual(fitBounds(null, [laptop]));
});

test('a window half beside the screen was put there on purpose', () => {
  const saved = { x: -600, y: 100, width: 1000, height: 700 };
  expect(fitBounds(saved, [laptop])).toEqual(saved);
});

test.each([
  ['only a corner of the title bar is left', { x: 1400, y: 100, width: 1000, height: 700 }],
  ['the title bar is above the screen', { x: 100, y: -300, width: 1000, height: 700 }],
  ['the title bar is below the screen', { x: 100, y: 890, width: 1000, height: 700 }],
])('%s: it cannot be grasped, so it comes back', (_what, saved) => {
  expect(fitBounds(saved, [laptop])).toEqual(fitBounds(null, [laptop]));
});

test('a title bar under the menu bar comes down to it', () => {
  expect(fitBounds({ x: 100, y: 10, width: 1000, height: 700 }, [laptop]).y).toBe(25);
});

test('a window larger than its screen is made to fit', () => {
  expect(fitBounds({ x: 0, y: 25, width: 2560, height: 1400 }, [laptop])).toEqual(laptop);
});

test('a window whose end alone reached the screen stays reachable after it was made narrower', () => {
  expect(fitBounds({ x: -1120, y: 0, width: 2680, height: 700 }, [laptop, monitor])).toEqual({
    x: 2080,
    y: 290,
    width: 1280,
    height: 820,
  });
});

test('whatever was saved, the window can be grasped and is not too small', () => {
  const coordinate = fc.integer({ min: -10_000, max: 10_000 });
  const length = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(fc.record({ x: coordinate, y: coordinate, width: length, height: length }), (saved) => {
      const { x, y, width, height } = fitBounds(saved, [laptop, monitor]);
      const visible = [laptop, monitor].some(
        (area) =>
          x < area.x + area.width && x + width > area.x && y >= area.y - 20 && y < area.y + area.height,
      );
      expect(visible).toBe(true);
      expect(width).toBeGreaterThanOrEqual(minimumSize.width);
      expect(height).toBeGreaterThanOrEqual(minimumSize.height);
    }),
  );
});

test('a state file without content gives the defaults', () => {
  expect(windowStateSchema.parse({})).toEqual({ bounds: null, maximized: false });
});
