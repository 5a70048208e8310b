import { expect, test } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { around } from './order.ts';

const known = (n: number, createdAt: number) => ({
  dialog: dialogFixture({ id: dialogId(n), createdAt }),
  here: n % 2 === 0,
});
const ids = (list: readonly { dialog: { id: string } }[]): string[] => list.map(({ dialog }) => dialog.id);

test('what began before stands over the open dialog, what began after is led to; each newest first', () => {
  const all = [known(5, 50), known(4, 40), known(3, 30), known(2, 20), known(1, 10)];
  const { earlier, later } = around(all, { id: dialogId(3), createdAt: 30 });
  expect(ids(earlier)).toEqual([dialogId(2), dialogId(1)]);
  expect(ids(later)).toEqual([dialogId(5), dialogId(4)]);
});

test('of two that began at once each is either before or after the other', () => {
  const all = [known(2, 10), known(1, 10)];
  expect(ids(around(all, { id: dialogId(2), createdAt: 10 }).earlier)).toEqual([dialogId(1)]);
  expect(ids(around(all, { id: dialogId(1), createdAt: 10 }).later)).toEqual([dialogId(2)]);
});

test('the open dialog is not its own past', () => {
  expect(around([known(1, 10)], { id: dialogId(1), createdAt: 10 })).toEqual({ earlier: [], later: [] });
});
