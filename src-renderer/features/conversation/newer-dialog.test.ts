import { expect, test } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId, lineId } from '#tests/support/fake-hub/model.ts';
import { newerOpenDialog } from './use-newer-dialog.ts';

const closed = { status: 'closed', responsibleId: null, closedAt: 50, outcome: 'finished' } as const;
const active = { status: 'queued' } as const;
const finished = dialogFixture({ id: dialogId(1), createdAt: 10, state: closed });

test('a finished dialog leads to the open one that came after it', () => {
  const newer = dialogFixture({ id: dialogId(2), createdAt: 60, state: active });
  expect(newerOpenDialog(finished, [newer, finished])).toBe(dialogId(2));
});

test('by the same channel before a newer one of another', () => {
  const same = dialogFixture({ id: dialogId(2), createdAt: 60, state: active });
  const other = dialogFixture({ id: dialogId(3), createdAt: 70, state: active, channelId: lineId(9) });
  expect(newerOpenDialog(finished, [other, same, finished])).toBe(dialogId(2));
  expect(newerOpenDialog(finished, [other, finished])).toBe(dialogId(3));
});

test('nowhere from an open dialog, or to an older or finished one', () => {
  const older = dialogFixture({ id: dialogId(2), createdAt: 5, state: active });
  const later = dialogFixture({ id: dialogId(3), createdAt: 60, state: closed });
  expect(newerOpenDialog(finished, [later, finished, older])).toBeNull();
  expect(newerOpenDialog({ ...finished, state: active }, [later])).toBeNull();
});
