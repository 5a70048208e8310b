import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findPhones, readPhone, showPhone } from './phones.ts';

describe('a number that somebody types', () => {
  test.each([
    ['8 (916) 123-45-67', '+79161234567'],
    ['+7 916 123 45 67', '+79161234567'],
    ['9161234567', '+79161234567'],
    ['89161234567', '+79161234567'],
    ['+44 20 7946 0958', '+442079460958'],
    ['tel: +7 916 123-45-67', null],
    ['12345', null],
    ['+7 916 123-45-67-89-01-23', null],
    ['позвоните мне', null],
    ['', null],
    ['9'.repeat(500), null],
  ])('%s', (typed, value) => {
    expect(readPhone(typed, 'RU')).toBe(value);
  });

  it('is read the same from what it came to, and shown in groups', () => {
    expect(readPhone('+79161234567', 'RU')).toBe('+79161234567');
    expect(showPhone('+79161234567')).toBe('+7 916 123 45 67');
    expect(showPhone('nothing')).toBe('nothing');
  });
});

const found = (text: string): string[] => findPhones(text, 'RU', 5).map(({ value }) => value);

describe('numbers in somebody’s words', () => {
  test.each([
    ['Мой телефон 8 (916) 123-45-67, звоните', ['+79161234567']],
    ['89161234567', ['+79161234567']],
    ['+79161234567', ['+79161234567']],
    ['+7 916 123-45-67 или 8 903 765 43 21', ['+79161234567', '+79037654321']],
    ['call me: +44 20 7946 0958', ['+442079460958']],
    ['звоните 916 123-45-67', ['+79161234567']],
    ['8(916)1234567, 8 916 123 45 67', ['+79161234567']],
  ])('finds: %s', (text, values) => {
    expect(found(text)).toEqual(values);
  });

  test.each([
    'Заказ № 89161234567',
    'заказ 89161234567 не пришёл',
    'Заказ: 8 916 123-45-67',
    'order #89161234567',
    'Invoice 89161234567',
    'ИНН 7707083893',
    '7707083893',
    'счёт 40702810900000005555',
    'карта 4276 1600 1234 5678',
    'трек-номер 80089161234567',
    'tracking number: 89161234567',
    'https://shop.example/item/89161234567',
    'https://shop.example/?id=89161234567&x=1',
    'артикул 89161234567',
    'код 89161234567',
    '01.02.2024 10:20:30',
    '192.168.100.101',
    '12345678901234567890',
    'a89161234567b',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes no time with what is made to take time', () => {
    const hostile = [
      '1'.repeat(2000),
      '+7 '.repeat(600),
      '8-'.repeat(1000),
      '(916) '.repeat(330),
      '№'.repeat(2000),
    ];
    const before = performance.now();
    for (const text of hostile) findPhones(text, 'RU', 5);
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  it('finds numbers only, each once, at most as many as asked for', () => {
    const piece = fc.constantFrom(
      '8 916 123-45-67',
      '+79037654321',
      '№',
      'заказ ',
      ' ',
      ',',
      '7',
      '(',
      '@',
      'ы',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (pieces, most) => {
        const all = findPhones(pieces.join(''), 'RU', most);
        expect(all.length).toBeLessThanOrEqual(most);
        expect(new Set(all.map(({ value }) => value)).size).toBe(all.length);
        for (const { value } of all) expect(value).toMatch(/^\+[1-9]\d{4,14}$/);
      }),
    );
  });
});
