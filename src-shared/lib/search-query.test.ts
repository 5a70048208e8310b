import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlightsOf, matchesQuery, MAX_QUERY_WORDS, parseQuery, type SearchQuery } from './search-query.ts';
import { stemOf } from './stem.ts';
import { foldWord, phoneDigits, placedWordsOf, wordsOf } from './words.ts';

function query(text: string): SearchQuery {
  const parsed = parseQuery(text);
  if (!parsed) throw new Error(`"${text}" is no query`);
  return parsed;
}

describe('words', () => {
  test.each([
    ['Ёлка, ЕЛЬ!', ['елка', 'ель']],
    ['№12.5 «ООО Ромашка»', ['12', '5', 'ооо', 'ромашка']],
    ['anna.k@example.com', ['anna', 'k', 'example', 'com']],
    // As a Mac writes й and ё, and with a stress mark.
    ['и\u0306од е\u0308ж за\u0301мок', ['йод', 'еж', 'замок']],
    ['mp3плеер 😀 naïve', ['mp3плеер', 'naïve']],
    ['  …—!', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('stand where they say, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const placed = placedWordsOf(text);
        expect(placed.map(({ word }) => word)).toEqual(wordsOf(text));
        for (const { word, start, end } of placed) expect(foldWord(text.slice(start, end))).toBe(word);
      }),
    );
  });

  test('a number is one number however it is written', () => {
    expect(phoneDigits('8 (916) 123-45-67')).toBe(phoneDigits('+79161234567'));
    expect(phoneDigits('8 916')).toBe('8916');
  });
});

describe('stems', () => {
  test.each([
    ['доставка', 'доставкой'],
    ['оплачу', 'оплачу'],
    ['заказы', 'заказов'],
    ['красивый', 'красивейшая'],
    ['orders', 'order'],
    ['delivery', 'deliveries'],
    ['shipping', 'shipped'],
  ])('%s and %s are forms of one word', (a, b) => {
    expect(stemOf(a)).toBe(stemOf(b));
  });

  test('are beginnings of their words', () => {
    const word = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('абвгдежзийклмнопрстуфхцчшщъыьэюя')), maxLength: 14 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')),
        maxLength: 14,
      }),
    );
    fc.assert(fc.property(word, (one) => one.startsWith(stemOf(one))));
  });

  test('a row of letters without an end is its own stem, and is found and shown as any other', () => {
    const endless = `deliver${'e'.repeat(50_000)}`;
    expect(stemOf(endless)).toBe(endless);
    expect(highlightsOf(query('delivery'), `${endless} delivered`)).toEqual([
      [endless.length + 1, endless.length + 10],
    ]);
  });
});

describe('a query', () => {
  test.each(['', '  ', '!?', '"…"', 'x'.repeat(201), Array.from('abcdefghijklm').join(' ')])(
    'is none: %j',
    (text) => {
      expect(parseQuery(text)).toBeNull();
    },
  );

  test('takes as many words as it may', () => {
    expect(query(Array.from('abcdefghijkl').join(' ')).words).toHaveLength(MAX_QUERY_WORDS);
    expect(query('да да ДА').words).toHaveLength(1);
  });

  test.each([
    ['дост', 'Доставка завтра', true],
    ['доставку', 'доставка завтра', true],
    ['ставка', 'доставка', false],
    ['мёд', 'МЕД', true],
    ['курьер завтра', 'завтра будет курьер', true],
    ['курьер вчера', 'завтра будет курьер', false],
    ['я', 'яблоко', false],
    ['я', 'это я', true],
    ['столы', 'столик', false],
    ['"добрый день"', 'Добрый, день', true],
    ['"добрый день"', 'добрый ли день', false],
    ['«добрый день» дост', 'добрый день, доставка', true],
  ])('%s in "%s": %s', (q, text, found) => {
    expect(matchesQuery(query(q), text)).toBe(found);
  });

  test('highlights the typed beginning, and the whole of another form', () => {
    const text = 'Доставка и доставку';
    const shown = (q: string) => highlightsOf(query(q), text).map(([a, b]) => text.slice(a, b));
    expect(shown('дост')).toEqual(['Дост', 'дост']);
    expect(shown('доставку')).toEqual(['Доставка', 'доставку']);
  });

  test('highlights something in every text that has it, within the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('абе ёЁ.a1\u0301')), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (q, where) => {
        const parsed = parseQuery(q);
        if (!parsed || !matchesQuery(parsed, where)) return;
        const parts = highlightsOf(parsed, where);
        expect(parts.length).toBeGreaterThan(0);
        let last = 0;
        for (const [start, end] of parts) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(where.length);
      }),
      { numRuns: 500 },
    );
  });
});
