import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { listsOf } from './lists.ts';

const lists = (patch: Parameters<typeof dialogFixture>[0], me = ANNA): string[] =>
  [...listsOf(dialogFixture(patch), me)].toSorted();

describe('listsOf', () => {
  it('offers a free waiting dialog to everybody', () => {
    const waiting = { waitingSince: 1, unread: 1 };
    expect(lists(waiting)).toEqual(['all', 'unanswered']);
    expect(lists(waiting, BORIS)).toEqual(['all', 'unanswered']);
  });

  it('takes a claimed dialog out of the Unanswered of all others at once', () => {
    const claimed = { waitingSince: 1, unread: 1, state: { status: 'active', responsibleId: ANNA } as const };
    expect(lists(claimed)).toEqual(['all', 'mine', 'unanswered']);
    expect(lists(claimed, BORIS)).toEqual(['all']);
  });

  it('shows an invited colleague the dialog as his too', () => {
    const invited = { participantIds: [BORIS], state: { status: 'active', responsibleId: ANNA } as const };
    expect(lists(invited, BORIS)).toEqual(['all', 'mine']);
  });

  it('keeps an answered dialog out of Unanswered', () => {
    expect(lists({ state: { status: 'active', responsibleId: ANNA } })).toEqual(['all', 'mine']);
  });

  it('has closed dialogs only under Closed', () => {
    const closed = { status: 'closed', responsibleId: ANNA, closedAt: 9, outcome: 'finished' } as const;
    expect(lists({ state: closed, waitingSince: 5, unread: 1 })).toEqual(['closed']);
  });
});
