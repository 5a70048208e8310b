import { expect, test } from 'vitest';
import { ANNA, dialogFixture } from '#tests/support/fixtures.ts';
import { undoOf, type Undoable } from './undo.ts';

const kinds = (deed: Undoable, patch: Parameters<typeof dialogFixture>[0] = {}): string[] =>
  undoOf(deed, dialogFixture(patch)).map(({ kind }) => kind);
const closed = (outcome: 'finished' | 'spam' | 'silence') =>
  ({ state: { status: 'closed', responsibleId: ANNA, closedAt: 1, outcome } }) as const;

test('taking back restores that the client waited', () => {
  expect(kinds('finish', { waitingSince: null })).toEqual(['reopen']);
  expect(kinds('spam', { waitingSince: 5 })).toEqual(['reopen', 'markUnread']);
  expect(kinds('markRead')).toEqual(['markUnread']);
  expect(kinds('snooze')).toEqual(['unsnooze']);
});

test('what was put unread is read again', () => {
  expect(kinds('markUnread')).toEqual(['markRead']);
});

test('what was opened again is over as it was before', () => {
  expect(kinds('reopen', closed('finished'))).toEqual(['finish']);
  expect(kinds('reopen', closed('silence'))).toEqual(['finish']);
  expect(kinds('reopen', closed('spam'))).toEqual(['spam']);
});

test('what rested rests again, until the same time', () => {
  const resting = { snoozed: { until: 99, byId: ANNA }, waitingSince: 5 };
  const rest = { kind: 'snooze', until: 99 };
  expect(undoOf('snooze', dialogFixture(resting))).toEqual([rest]);
  for (const deed of ['finish', 'spam', 'markRead', 'markUnread'] as const)
    expect(undoOf(deed, dialogFixture(resting)).at(-1)).toEqual(rest);
});
