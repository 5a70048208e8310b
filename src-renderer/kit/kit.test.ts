import { describe, expect, test } from 'vitest';
import { countText } from './counter.tsx';
import { hueOf, initialsOf } from './hue.ts';
import { ariaKeys, comboLabel, matches, type KeyLike } from './keys.ts';
import { SHORTCUTS } from './shortcuts.ts';

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

  test('no two are the same, none switches the keyboard layout, none without a modifier writes a letter', () => {
    const written = Object.values(SHORTCUTS).map((combo) => ariaKeys(combo, false));
    expect(new Set(written).size).toBe(written.length);
    for (const combo of Object.values(SHORTCUTS)) {
      const {
        mod = false,
        alt = false,
        shift = false,
      } = combo as { mod?: boolean; alt?: boolean; shift?: boolean };
      expect(shift && (mod || alt)).toBe(false);
      expect(mod || alt || /^F\d+$/.test(combo.code)).toBe(true);
    }
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
