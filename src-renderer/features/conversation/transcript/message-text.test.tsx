import { describe, expect, test } from 'vitest';
import { drawn, wordsOf } from '#tests/support/drawn.tsx';
import { ANNA, BORIS } from '#tests/support/fixtures.ts';
import { inTranscript } from '#tests/support/transcript-scope.tsx';
import { hasInlineTail, MessageText } from './message-text.tsx';

const TAIL = <i>tail</i>;
const nameOf = (id: string): string => (id === ANNA ? 'Анна' : 'Борис Петров');
function text(words: string, mentions: string[] = [], language: 'ru' | 'en' = 'ru'): string {
  const element = <MessageText text={words} mentions={mentions} tail={TAIL} />;
  return drawn(inTranscript(element, { nameOf }), language);
}
const links = (markup: string): string[] =>
  [...markup.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);

describe('whatever a stranger writes is text', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    '&lt;b&gt; & ${alert(1)} {{constructor}}',
  ])('%s', (hostile) => {
    const markup = text(hostile);
    expect(wordsOf(markup)).toContain(hostile);
    expect(markup).not.toMatch(/<(script|img|svg)/);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', 'app://otklik/'])(
    '%s is no link',
    (address) => {
      expect(links(text(`Смотрите ${address} здесь`))).toEqual([]);
    },
  );

  test('an address reads one way, opens apart and tells nothing of where it was', () => {
    const markup = text('עברית https://shop.example/a?b=1&c=2.');
    expect(links(markup)).toEqual(['https://shop.example/a?b=1&amp;c=2']);
    expect(markup).toMatch(/<a [^>]*rel="noreferrer noopener"[^>]*dir="ltr"/);
    // What turns the direction ends with the text.
    expect(markup).toContain('[unicode-bidi:isolate]');
  });
});

describe('names of colleagues', () => {
  test('stand out, one’s own most of all, and only those who are named', () => {
    const markup = text('@Анна, спроси @Борис Петров и @Вера', [ANNA, BORIS]);
    const named = [...markup.matchAll(/data-mention="([^"]*)" class="([^"]*)"[^>]*>([^<]*)</g)];
    expect(named.map(([, id, , words]) => [id, words])).toEqual([
      [ANNA, '@Анна'],
      [BORIS, '@Борис Петров'],
    ]);
    expect(named.map(([, , look]) => look?.includes('bg-warn'))).toEqual([true, false]);
    expect(wordsOf(markup)).toContain('и @Вера');
  });

  test('without being named nobody stands out', () => {
    expect(text('@Анна')).not.toContain('data-mention');
  });

  test('links beside a name are still links', () => {
    expect(links(text('@Анна https://a.example', [ANNA]))).toEqual(['https://a.example/']);
  });
});

describe('long texts', () => {
  const long = 'слово '.repeat(2_001);

  test('show their beginning, and how much there is, in the language of the person', () => {
    const [ru, en] = [text(long), text(long, [], 'en')];
    expect(wordsOf(ru).length).toBeLessThan(1_200);
    expect(wordsOf(ru)).toMatch(/… Показать целиком · 12[\s\u00A0]006 знаков$/);
    expect(wordsOf(en)).toMatch(/… .+ · 12,006 characters$/);
    expect(ru).toContain('aria-expanded="false"');
    expect(ru).not.toContain('tail');
  });

  test('the time has room in the last line of others only', () => {
    expect(hasInlineTail('коротко')).toBe(true);
    expect(hasInlineTail(long)).toBe(false);
    expect(hasInlineTail('👍')).toBe(false);
    expect(hasInlineTail('مرحبا')).toBe(false);
    expect(text('коротко')).toContain('tail');
  });

  test('emoji alone are large', () => {
    expect(text('🙏')).toContain('text-emoji');
    expect(text('🙏 спасибо')).not.toContain('text-emoji');
  });
});
