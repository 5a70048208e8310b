import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string): [string, string][] =>
  linkify(text).flatMap((part) => (part.href === null ? [] : [[part.text, part.href] as [string, string]]));

describe('linkify', () => {
  test('loses and adds no character', () => {
    const text = 'см. https://a.example/x?y=1, почта info@a.example; тел. +7 495 123-45-67. www.b.example!';
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(links(text).map(([, href]) => href)).toEqual([
      'https://a.example/x?y=1',
      'mailto:info@a.example',
      'tel:+74951234567',
      'https://www.b.example/',
    ]);
  });

  test.each([
    ['(https://a.example/wiki_(x))', 'https://a.example/wiki_(x)'],
    ['https://a.example/.', 'https://a.example/'],
    ['«https://a.example/б»', 'https://a.example/б'],
    ['https://a.example/?q=a,b…', 'https://a.example/?q=a,b'],
    ['https://пример.example/путь', 'https://пример.example/путь'],
    ['[https://a.example/x[1]]', 'https://a.example/x[1]'],
    ['**https://a.example/**', 'https://a.example/'],
    ['HTTPS://LOUD.EXAMPLE/Path!', 'HTTPS://LOUD.EXAMPLE/Path'],
  ])('%s ends where the address ends', (text, shown) => {
    expect(links(text)[0]?.[0]).toBe(shown);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'vbscript:x',
    'javascript:',
    'shop.example without a scheme',
    'xhttps//almost',
    'https://bank.example@evil.example/',
    'https://',
    'заказ 48213 от 12.03.2026, 2+2=4',
    'a@b',
    '+7 495',
  ])('%s stays text', (text) => {
    expect(links(text)).toEqual([]);
  });

  test('explicit tel and mailto', () => {
    expect(links('tel:+7(495)123-45-67')).toEqual([['tel:+7(495)123-45-67', 'tel:+74951234567']]);
    expect(links('mailto:a@b.example?subject=x')[0]?.[1]).toBe('mailto:a@b.example?subject=x');
  });

  test('keeps every character of any text in its place', () => {
    const piece = fc.constantFrom(
      'https://a.example/(x)',
      'http://',
      '<b>',
      ' ',
      '\n',
      '.',
      ')',
      'привет',
      '🍵',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const parts = linkify(text).map((part) => part.text);
        expect(parts.join('')).toBe(text);
      }),
    );
  });

  test('a long hostile text takes no long time', () => {
    const started = performance.now();
    for (const piece of ['a@', '(', ')', 'http://', 'https://a.example/(', 'www.', '+7 ', 'a.', '-'])
      linkify(piece.repeat(Math.ceil(60_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
