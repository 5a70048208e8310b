import { describe, expect, it } from 'vitest';
import { companyReactions, countReactions, reactionOf, withReaction } from './reactions.ts';

const thumb = { emoji: '👍', by: 'a' };
const heart = { emoji: '❤️', by: 'client' };

describe('reactions', () => {
  it('are one a person, the newest last; the same again is the same list', () => {
    expect(withReaction([thumb, heart], 'a', '🔥')).toEqual([heart, { emoji: '🔥', by: 'a' }]);
    expect(withReaction([thumb, heart], 'client', null)).toEqual([thumb]);
    const list = [thumb, heart];
    expect(withReaction(list, 'a', '👍')).toBe(list);
    expect(withReaction(list, 'b', null)).toBe(list);
  });

  it('are counted by picture, with who set them', () => {
    const list = [thumb, heart, { emoji: '👍', by: 'b' }];
    expect(countReactions(list)).toEqual([
      { emoji: '👍', by: ['a', 'b'] },
      { emoji: '❤️', by: ['client'] },
    ]);
    expect(reactionOf(list, 'b')).toBe('👍');
    expect(reactionOf(list, 'c')).toBeNull();
  });

  it('of the company go out each once, without the client’s own', () => {
    const list = [thumb, heart, { emoji: '👍', by: 'b' }, { emoji: '🔥', by: 'c' }];
    expect(companyReactions(list, 9)).toEqual(['👍', '🔥']);
    expect(companyReactions(list, 1)).toEqual(['🔥']);
  });
});
