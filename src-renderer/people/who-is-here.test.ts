import { expect, test } from 'vitest';
import { presentIn } from './who-is-here.ts';

test('who answers comes first, then who writes a note, then who only looks; each once, and not oneself', () => {
  const typing = { operatorIds: ['note', 'answer', 'me'], answeringIds: ['answer', 'me'] };
  expect(presentIn(['me', 'look', 'answer'], typing, 'me')).toEqual([
    { operatorId: 'answer', doing: 'answering' },
    { operatorId: 'note', doing: 'noting' },
    { operatorId: 'look', doing: 'looking' },
  ]);
  expect(presentIn([], { operatorIds: [], answeringIds: [] }, 'me')).toEqual([]);
});
