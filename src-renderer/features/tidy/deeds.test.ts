import { describe, expect, test } from 'vitest';
import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { standingIn } from '#shared/intents/standing.ts';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { meaningful, TIDY_DEEDS } from './deeds.ts';

const mine = { status: 'active', responsibleId: ANNA } as const;
const closed = { status: 'closed', responsibleId: ANNA, closedAt: 1, outcome: 'finished' } as const;

function viewOf(patch: Partial<Dialog>): DialogView {
  const dialog = dialogFixture(patch);
  const actor = { operatorId: ANNA, role: 'operator' } as const;
  const standing = standingIn({ intentId: dialog.id, actor, now: 0, channel: null, message: null }, dialog);
  return {
    dialog,
    contact: null,
    channel: null,
    line: null,
    branch: null,
    responsible: null,
    handOverPending: false,
    ...standing,
  };
}
const menuOf = (patch: Partial<Dialog>) => TIDY_DEEDS.filter((deed) => meaningful(viewOf(patch), deed));

describe('what has a meaning', () => {
  test('for a client who waits, one who was answered, one put off, one pinned, and a closed dialog', () => {
    const quiet = { state: mine, waitingSince: null, unread: 0 };
    expect(menuOf({ state: mine, waitingSince: 1, unread: 1 })).toEqual([
      'markRead',
      'pin',
      'snooze',
      'spam',
    ]);
    expect(menuOf(quiet)).toEqual(['markUnread', 'pin', 'snooze', 'spam']);
    expect(menuOf({ ...quiet, snoozed: { until: 9, byId: ANNA } })).toEqual([
      'markUnread',
      'pin',
      'snooze',
      'unsnooze',
      'spam',
    ]);
    expect(menuOf({ ...quiet, pinnedBy: [ANNA] })).toContain('unpin');
    expect(menuOf({ ...quiet, pinnedBy: [ANNA] })).not.toContain('pin');
    // A colleague's, who has not put it off: that one may not do it is no reason to offer it.
    expect(menuOf({ ...quiet, state: { status: 'active', responsibleId: BORIS } })).not.toContain('unsnooze');
    expect(menuOf({ state: closed, waitingSince: null, unread: 0 })).toEqual(['pin', 'reopen']);
  });
});
