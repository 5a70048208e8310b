import { expect, test } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { undoOf } from './undo.ts';

test('taking back restores that the client waited', () => {
  expect(undoOf('finish', dialogFixture({ waitingSince: null }))).toEqual(['reopen']);
  expect(undoOf('spam', dialogFixture({ waitingSince: 5 }))).toEqual(['reopen', 'markUnread']);
  expect(undoOf('markRead', dialogFixture())).toEqual(['markUnread']);
  expect(undoOf('snooze', dialogFixture())).toEqual(['unsnooze']);
});
