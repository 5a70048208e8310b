import { z } from 'zod';
import { readLocal, writeLocal } from '../kit/local-store.ts';
import type { LanguageChoice, ThemeChoice } from '../platform/types.ts';

/**
 * Theme and language before the first paint. The settings proper are the platform's and come a moment later; this is
 * their copy for the very first frame, which must not flash in the wrong colours.
 */
export interface Appearance {
  theme: ThemeChoice;
  language: LanguageChoice;
}

const KEY = 'otklik.appearance';
const schema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  language: z.enum(['system', 'ru', 'en']).catch('system'),
});

export const readAppearance = (): Appearance => schema.parse(readLocal(KEY));
export const rememberAppearance = (appearance: Appearance): void => writeLocal(KEY, appearance);

const prefersDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** Puts the theme on the document; returns the way to stop following the system. */
export function applyTheme(theme: ThemeChoice): () => void {
  const query = prefersDark();
  const apply = (): void => {
    const dark = theme === 'dark' || (theme === 'system' && query.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  };
  apply();
  query.addEventListener('change', apply);
  return () => query.removeEventListener('change', apply);
}
