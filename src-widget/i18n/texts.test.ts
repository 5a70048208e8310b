import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './language.ts';
import { plural, TEXTS, withName, type Plural } from './texts.ts';

describe.each(LANGUAGES)('texts in %s', (language) => {
  const texts = Object.entries(TEXTS[language]) as [string, string | Plural][];

  it('are all there', () => {
    expect(texts.map(([name]) => name)).toEqual(Object.keys(TEXTS.en));
    for (const [, text] of texts) {
      for (const words of typeof text === 'string' ? [text] : Object.values(text))
        expect(words.trim()).not.toBe('');
    }
  });

  it('have a form for every number', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [name, text] of texts) {
      if (typeof text === 'string') continue;
      for (const category of categories) expect(text[category], `${name}.${category}`).toContain('{n}');
    }
  });
});

describe('plural', () => {
  it.each([
    [1, '1 непрочитанное сообщение'],
    [2, '2 непрочитанных сообщения'],
    [5, '5 непрочитанных сообщений'],
    [11, '11 непрочитанных сообщений'],
    [21, '21 непрочитанное сообщение'],
    [104, '104 непрочитанных сообщения'],
  ])('%i in Russian', (n, words) => expect(plural('ru', TEXTS.ru.unread, n)).toBe(words));

  it.each([
    [1, '1 unread message'],
    [2, '2 unread messages'],
  ])('%i in English', (n, words) => expect(plural('en', TEXTS.en.unread, n)).toBe(words));
});

describe('withName', () => {
  it('puts any name in as it is', () => {
    expect(withName('Chat with {name}', '$& {name} $1')).toBe('Chat with $& {name} $1');
  });
});
