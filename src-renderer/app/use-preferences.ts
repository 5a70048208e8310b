import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { createTexts, pickLocale, regionalTag, type Texts } from '../i18n/i18n.ts';
import type { ClientSettingsPatch, LanguageChoice, Platform, ThemeChoice } from '../platform/types.ts';
import { applyTheme, readAppearance, rememberAppearance } from './appearance.ts';

export interface PreferencesState {
  theme: ThemeChoice;
  language: LanguageChoice;
  setTheme: (theme: ThemeChoice) => void;
  setLanguage: (language: LanguageChoice) => void;
  texts: Texts;
}

/** Theme and language: from the copy at once, from the platform's settings when they come, the same in all windows. */
export function usePreferences(platform: Platform): PreferencesState {
  const [choice, setChoice] = useState(readAppearance);
  const { theme, language } = choice;

  useEffect(() => {
    const take = (settings: { theme: ThemeChoice; language: LanguageChoice }): void =>
      setChoice({ theme: settings.theme, language: settings.language });
    platform.settings.get().then(take, reportUnsaved);
    return platform.settings.onChange(take);
  }, [platform]);

  useLayoutEffect(() => applyTheme(theme), [theme]);
  useEffect(() => rememberAppearance({ theme, language }), [theme, language]);

  const texts = useMemo(() => {
    const tags = navigator.languages;
    const locale = pickLocale(language, tags);
    return createTexts(locale, regionalTag(locale, tags));
  }, [language]);
  useLayoutEffect(() => {
    document.documentElement.lang = texts.locale;
  }, [texts]);

  const save = (patch: ClientSettingsPatch): void => {
    setChoice((before) => ({ ...before, ...patch }));
    platform.settings.set(patch).catch(reportUnsaved);
  };
  return {
    theme,
    language,
    setTheme: (next) => save({ theme: next }),
    setLanguage: (next) => save({ language: next }),
    texts,
  };
}

/** The choice holds in this window; that it could not be kept for the next start is no reason to interrupt. */
function reportUnsaved(error: unknown): void {
  console.warn('settings could not be read or kept', error);
}
