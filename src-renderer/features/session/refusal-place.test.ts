import { describe, expect, it } from 'vitest';
import type { Live, QuickRepliesView } from '#renderer/data/queries/views.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { placeOf, type Refused } from './refusal-place.ts';

const [DIALOG, CLIENT, REPLY] = ['a dialog', 'a client', 'a reply'];
const live = <T>(value: T): Live<T> => ({
  subscribe(onValue) {
    onValue(value);
    return () => undefined;
  },
});
const queries = {
  quickReplies: () => live({ byId: new Map([[REPLY, {}]]) } as unknown as QuickRepliesView),
  contactDialogs: (id: string) => live(id === CLIENT ? [dialogFixture({ id: 'his newest' })] : []),
};
const about = (patch: Partial<Refused>): Refused => ({
  dialogId: null,
  contactId: null,
  replyId: null,
  team: false,
  ...patch,
});

describe('what was not done leads', () => {
  it.each([
    ['to its dialog', about({ dialogId: DIALOG }), { kind: 'dialog', id: DIALOG }],
    ['to its talk of the team', about({ dialogId: DIALOG, team: true }), { kind: 'talk', id: DIALOG }],
    [
      'to the newest dialog of its client',
      about({ contactId: CLIENT }),
      { kind: 'dialog', id: 'his newest' },
    ],
    ['to its quick reply', about({ dialogId: 'replies', replyId: REPLY }), { kind: 'reply', id: REPLY }],
    [
      'nowhere, when its reply went out of sight',
      about({ dialogId: 'replies', replyId: 'gone' }),
      { kind: 'nowhere' },
    ],
    ['nowhere, when no dialog of its client is here', about({ contactId: 'unknown' }), { kind: 'nowhere' }],
    ['nowhere, when it was a key for a reply', about({ dialogId: 'replies' }), { kind: 'nowhere' }],
    ['nowhere, when it was said of oneself', about({ dialogId: 'own' }), { kind: 'nowhere' }],
  ])('%s', async (_, refused, place) => {
    expect(await placeOf(queries, refused)).toEqual(place);
  });
});
