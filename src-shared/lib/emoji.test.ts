import { describe, expect, it } from 'vitest';
import { canonicalEmoji, isEmoji } from './emoji.ts';

describe('emoji', () => {
  it.each(['👍', '❤️', '👨‍👩‍👧‍👦', '🇷🇺', '👍🏽', '1️⃣'])('%j is one', (text) => expect(isEmoji(text)).toBe(true));
  it.each(['x', '👍👍', '', '👍x', '<b>', '🇷'])('%j is none', (text) => expect(isEmoji(text)).toBe(false));
  it('has one way of being written', () => {
    expect(canonicalEmoji('👍\uFE0F')).toBe('👍');
    expect(canonicalEmoji('❤️')).toBe('❤️');
    expect(canonicalEmoji('x')).toBeNull();
  });
});
