import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string): string[] =>
  linkify(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []));

describe('linkify', () => {
  it.each([
    ['see https://shop.example/a?b=1#c now', ['https://shop.example/a?b=1#c']],
    ['(https://en.wikipedia.org/wiki/Tea_(drink)), really', ['https://en.wikipedia.org/wiki/Tea_(drink)']],
    ['https://a.example, http://b.example.', ['https://a.example/', 'http://b.example/']],
    ['«https://чай.рф/каталог»', ['https://xn--80as4b.xn--p1ai/%D0%BA%D0%B0%D1%82%D0%B0%D0%BB%D0%BE%D0%B3']],
    ['HTTPS://LOUD.EXAMPLE/Path!', ['https://loud.example/Path']],
  ])('finds the addresses of %s', (text, expected) => expect(links(text)).toEqual(expected));

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'javascript:https://evil.example',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'shop.example without a scheme',
    'https:// nothing',
    'xhttps//almost',
  ])('never makes a link of anything that is not http or https: %s', (text) => {
    for (const href of links(text)) expect(href).toMatch(/^https?:\/\//);
    if (!text.includes('https://e')) expect(links(text)).toEqual([]);
  });

  it('keeps every character of the text in its place', () => {
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
        expect(
          linkify(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('is quick on a hostile text of the greatest length', () => {
    const began = performance.now();
    linkify('https://'.repeat(8_000));
    linkify(`https://a.example/${'('.repeat(60_000)}`);
    linkify(`https://a.example/${')'.repeat(60_000)}`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
