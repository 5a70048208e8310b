import { expect, test, vi } from 'vitest';
import { keepingMode } from './keeping-mode.ts';

test('what is attached as a hidden message makes the draft one; what was begun as an open one leaves it as it is by then', () => {
  const [set, add] = [vi.fn(), vi.fn()];
  keepingMode({ set }, true)(add)('voice', 3_000);
  expect(set.mock.calls).toEqual([[{ hidden: true }]]);
  keepingMode({ set }, false)(add)('another', 4_000);
  expect(set).toHaveBeenCalledTimes(1);
  expect(add.mock.calls).toEqual([
    ['voice', 3_000],
    ['another', 4_000],
  ]);
});
