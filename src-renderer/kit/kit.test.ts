import { describe, expect, test } from 'vitest';
import { countText } from './counter.tsx';
import { hueOf, initialsOf } from './hue.ts';
import { ariaKeys, comboLabel, matches, type KeyLike } from './keys.ts';

const press = (code: string, mods: Partial<KeyLike> = {}): KeyLike => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...mods,
});

describe('shortcuts', () => {
  test('go by the place of the key and want exactly their modifiers', () => {
    const combo = { code: 'KeyM', alt: true };
    expect(matches(press('KeyM', { altKey: true }), combo, false)).toBe(true);
    expect(matches(press('KeyM'), combo, false)).toBe(false);
    expect(matches(press('KeyM', { altKey: true, shiftKey: true }), combo, false)).toBe(false);
    expect(matches(press('KeyM', { altKey: true, ctrlKey: true }), combo, false)).toBe(false);
  });

  test('Ctrl is Cmd on a Mac, and never both', () => {
    const combo = { code: 'Enter', mod: true };
    expect(matches(press('Enter', { ctrlKey: true }), combo, false)).toBe(true);
    expect(matches(press('Enter', { metaKey: true }), combo, false)).toBe(false);
    expect(matches(press('Enter', { metaKey: true }), combo, true)).toBe(true);
    expect(matches(press('NumpadEnter', { ctrlKey: true }), combo, false)).toBe(true);
  });

  test('Ctrl itself is Ctrl on a Mac too, and AltGr is not', () => {
    const combo = { code: 'Digit3', ctrl: true, shift: true };
    const held = { ctrlKey: true, shiftKey: true };
    expect(matches(press('Digit3', held), combo, false)).toBe(true);
    expect(matches(press('Digit3', held), combo, true)).toBe(true);
    expect(matches(press('Digit3', { metaKey: true, shiftKey: true }), combo, true)).toBe(false);
    expect(matches(press('Digit3', { ...held, altKey: true }), combo, false)).toBe(false);
    expect(comboLabel(combo, false)).toEqual(['Ctrl', 'Shift', '3']);
    expect(comboLabel(combo, true)).toEqual(['⌃', '⇧', '3']);
    expect(ariaKeys(combo, true)).toBe('Control+Shift+3');
  });

  test('are written as on the keys', () => {
    expect(comboLabel({ code: 'Enter', mod: true }, false)).toEqual(['Ctrl', 'Enter']);
    expect(comboLabel({ code: 'KeyM', alt: true }, true)).toEqual(['⌥', 'M']);
    expect(ariaKeys({ code: 'Digit1', alt: true }, false)).toBe('Alt+1');
  });
});

describe('avatars', () => {
  test.each([
    ['Анна Кузнецова', 'АК'],
    ['ольга', 'О'],
    ['Anna-Maria de Silva', 'AM'],
    ['محمد الأحمد', 'ما'],
    ['👍 ok', 'O'],
    ['<b>x</b>', 'B'],
    ['!!!', ''],
    ['', ''],
  ])('initials of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test('the hue is stable and of the wheel', () => {
    expect(hueOf('abc')).toBe(hueOf('abc'));
    for (const seed of ['', 'a', 'b', 'длинный']) expect(hueOf(seed) % 15).toBe(0);
  });
});

test('counters stay short', () => {
  expect(countText(999)).toBe('999');
  expect(countText(1000)).toBe('999+');
});
