import { expect, test } from 'vitest';
import { shellTexts } from './texts.ts';

test.each([
  ['system', 'ru-RU', 'Выйти'],
  ['system', 'RU', 'Выйти'],
  ['system', 'de-DE', 'Quit'],
  ['system', '', 'Quit'],
  ['ru', 'en-US', 'Выйти'],
  ['en', 'ru-RU', 'Quit'],
] as const)('choice %s on a system in %s', (choice, locale, quit) => {
  expect(shellTexts(choice, locale).quit).toBe(quit);
});
