import { describe, expect, test } from 'vitest';
import { placeReply, slashWordAt, type Place } from './placing.ts';

/** `|` is the caret; `[…]` is what is replaced. */
function put(written: string, reply: string, stacked = false): string {
  const from = written.search(/[[|]/);
  const close = written.indexOf(']');
  const text = written.replace(/[[\]|]/g, '');
  const place: Place = { from, to: close < 0 ? from : close - 1 };
  const { from: start, to, text: added, at } = placeReply(text, place, reply, stacked);
  expect(added.slice(at)).toMatch(new RegExp(`^${reply}`));
  return text.slice(0, start) + added + text.slice(to);
}

describe('a reply is put', () => {
  test.each([
    ['|', 'Да', 'Да'],
    ['[/da]', 'Да', 'Да'],
    ['Иван, [/da]', 'Да', 'Иван, Да'],
    ['Иван,|', 'Да', 'Иван, Да'],
    ['до|после', 'Да', 'до Да после'],
    ['до [/da] после', 'Да', 'до Да после'],
    ['строка\n|', 'Да', 'строка\nДа'],
    ['|уже есть', 'Да', 'Да уже есть'],
  ])('where the caret is: %s', (written, reply, whole) => {
    expect(put(written, reply)).toBe(whole);
  });

  test.each([
    ['Первый.|', 'Да', 'Первый.\n\nДа'],
    ['Первый. [/da]', 'Да', 'Первый.\n\nДа'],
    ['Первый.\n\n\n[/da]', 'Да', 'Первый.\n\nДа'],
    ['Первый.|\n\nТретий.', 'Да', 'Первый.\n\nДа\n\nТретий.'],
    ['|', 'Да', 'Да'],
    ['Пер|вый.', 'Да', 'Пер Да вый.'],
  ])('below the one before: %s', (written, reply, whole) => {
    expect(put(written, reply, true)).toBe(whole);
  });

  test('no letter that was there before is lost, wherever it goes', () => {
    const written = 'Добрый день! Адрес: ул. Мира, 5.\nЖдём вас.';
    const letters = (text: string): string => text.replace(/\s/g, '');
    for (const stacked of [true, false])
      for (let at = 0; at <= written.length; at += 1) {
        const { from, to, text } = placeReply(written, { from: at, to: at }, 'X', stacked);
        const whole = written.slice(0, from) + text + written.slice(to);
        expect(letters(whole).replace('X', '')).toBe(letters(written));
      }
  });
});

describe('a word after a slash', () => {
  test.each([
    ['/', { from: 0, to: 1, word: '', first: true }],
    ['  /адр', { from: 2, to: 6, word: 'адр', first: true }],
    ['Ждём. /адр', { from: 6, to: 10, word: 'адр', first: false }],
    ['Ждём.\n/', { from: 6, to: 7, word: '', first: false }],
  ])('is being typed: %s', (text, found) => {
    expect(slashWordAt(text, text.length)).toEqual(found);
  });

  test.each([
    ['50 ₽/шт', 7],
    ['https://x.example/a', 19],
    ['/адр ', 5],
    ['и / или', 7],
    ['/адрес', 3],
    ['', 0],
  ])('is none: %s', (text, caret) => {
    expect(slashWordAt(text, caret)).toBeNull();
  });
});
