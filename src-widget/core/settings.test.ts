import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './settings.ts';

describe('chooseLanguage', () => {
  const auto = { language: 'auto' } as const;
  it('follows the site, then the company, then the page, then the browser', () => {
    expect(chooseLanguage({ language: 'en' }, { language: 'ru' }, 'ru', ['ru'])).toBe('en');
    expect(chooseLanguage({ language: null }, { language: 'ru' }, 'en', ['en'])).toBe('ru');
    expect(chooseLanguage({ language: null }, auto, 'ru-RU', ['en'])).toBe('ru');
    expect(chooseLanguage({ language: null }, auto, '', ['de-DE', 'ru_RU', 'en'])).toBe('ru');
    expect(chooseLanguage({ language: null }, null, 'de', ['fr'])).toBe('en');
  });
});
