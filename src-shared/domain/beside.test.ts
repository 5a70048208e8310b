import { expect, test } from 'vitest';
import type { Dialog } from './dialog.ts';
import { ANNA, dialogFixture } from '#tests/support/fixtures.ts';
import { openBeside } from './beside.ts';

test('a dialog cannot be opened beside an open one of the same channel', () => {
  const closed = { status: 'closed', responsibleId: ANNA, closedAt: 1, outcome: 'finished' } as const;
  const old = dialogFixture({ state: closed });
  const other = (patch: Partial<Dialog>) =>
    dialogFixture({ id: ANNA, state: { status: 'active', responsibleId: ANNA }, ...patch });
  expect(openBeside(old, [old, other({})])?.id).toBe(ANNA);
  expect(openBeside(old, [old, other({ channelId: ANNA })])).toBeNull();
  expect(openBeside(old, [old, other({ state: closed })])).toBeNull();
});
