import { describe, expect, test } from 'vitest';
import { collapsed, isEmojiOnly, isRightToLeft } from './text-shape.ts';

describe('collapsed', () => {
  test('short texts are shown as they are', () => {
    expect(collapsed('привет')).toBeNull();
    expect(collapsed('строка\n'.repeat(20))).toBeNull();
  });

  test('long ones are cut at a word, many lines at a line', () => {
    const long = collapsed('слово '.repeat(2000));
    expect(long?.length).toBeLessThan(1100);
    expect(long).toMatch(/слово…$/);
    expect(collapsed('x\n'.repeat(500))?.split('\n')).toHaveLength(16);
  });

  test('one word without spaces is cut too, never inside of a character', () => {
    const text = collapsed(`a${'😀'.repeat(2000)}`);
    expect(text?.isWellFormed()).toBe(true);
    expect(text).not.toContain('\uFFFD');
  });
});

describe('isEmojiOnly', () => {
  test.each(['👍', '🙏🙏', ' ❤️ ', '👨‍👩‍👧‍👦', '🇷🇺', '1️⃣', '😀 😀 😀'])('%s is shown large', (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  });

  test.each(['', '  ', '123', '#', 'ok 👍', '👍👍👍👍', '©2026', '*'])('%s is not', (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });
});

test('direction by the first letter', () => {
  expect(isRightToLeft('48213 مرحبا')).toBe(true);
  expect(isRightToLeft('שלום')).toBe(true);
  expect(isRightToLeft('Hello مرحبا')).toBe(false);
  expect(isRightToLeft('👍')).toBe(false);
});
