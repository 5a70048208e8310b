import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { otherLayouts } from './layout.ts';

describe('the other layout', () => {
  test.each([
    ['ghbdtn', 'привет'],
    ['Jnghfdbnm', 'Отправить'],
    ['`krf', 'ёлка'],
    ['ыефегы', 'status'],
    ['аштшыр', 'finish'],
    [',jk', 'бол'],
  ])('%s is %s', (typed, meant) => {
    expect(otherLayouts(typed)).toContain(meant);
  });

  test('a text of both alphabets was typed as it was meant', () => {
    expect(otherLayouts('заказ order')).toEqual([]);
  });

  test('digits and spaces are the same on both', () => {
    expect(otherLayouts('12 34')).toEqual([]);
  });

  test('there and back is where one was', () => {
    const latin = fc.string({
      unit: fc.constantFrom(...Array.from('qwertyuiop[]asdfghjklzxcvbnm ')),
      minLength: 1,
    });
    fc.assert(
      fc.property(
        latin.filter((text) => /[a-z]/.test(text)),
        (text) => {
          const [cyrillic] = otherLayouts(text);
          expect(otherLayouts(cyrillic ?? '')).toEqual([text]);
        },
      ),
    );
  });
});
