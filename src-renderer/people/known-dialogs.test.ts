import { expect, test } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { mergeDialogs } from './known-dialogs.ts';

const dialog = (n: number, createdAt: number, rev = 1) => dialogFixture({ id: dialogId(n), createdAt, rev });

test('the hub adds what is not here; what is here is as it is here', () => {
  const merged = mergeDialogs(
    [dialog(3, 30, 7), dialog(1, 10)],
    [dialog(3, 30, 5), dialog(2, 20), dialog(0, 5)],
  );
  expect(merged.map((one) => [one.dialog.id, one.dialog.rev, one.here])).toEqual([
    [dialogId(3), 7, true],
    [dialogId(2), 1, false],
    [dialogId(1), 1, true],
    [dialogId(0), 1, false],
  ]);
});

test('without the hub there is what is here', () => {
  expect(mergeDialogs([dialog(1, 10)], [])).toEqual([{ dialog: dialog(1, 10), here: true }]);
});
