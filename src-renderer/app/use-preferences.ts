import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { createTexts, pickLocale, regionalTag, type Texts } from '../i18n/i18n.ts';
import type {
  ClientSettingsPatch,
  KeepChoice,
  LanguageChoice,
  Platform,
  ThemeChoice,
} from '../platform/types.ts';
import { titleWithName } from '../platform/title-counter.ts';
import { applyTheme, readAppearance, rememberAppearance } from './appearance.ts';

export interface PreferencesState {
  theme: ThemeChoice;
  language: LanguageChoice;
  /** Null until the settings were read. */
  keep: KeepChoice | null;
  setTheme: (theme: ThemeChoice) => void;
  setLanguage: (language: LanguageChoice) => void;
  setKeep: (keep: KeepChoice) => void;
  texts: Texts;
}

/** Theme and language: from the copy at once, from the platform's settings when they come, the same in all windows. */
export function usePreferences(platform: Platform): PreferencesState {
  const [choice, setChoice] = useState(readAppearance);
  const { theme, language } = choice;
  const [keep, setKeep] = useState<KeepChoice | null>(null);

  useEffect(() => {
    const take = (settings: { theme: ThemeChoice; language: LanguageChoice; keep: KeepChoice }): void => {
      setChoice({ theme: settings.theme, language: settings.language });
      setKeep(settings.keep);
    };
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
    document.title = titleWithName(document.title, texts.t('app.name'));
  }, [texts]);

  const save = (patch: ClientSettingsPatch): void => {
    const { theme: nextTheme, language: nextLanguage, keep: nextKeep } = patch;
    if (nextTheme !== undefined) setChoice((before) => ({ ...before, theme: nextTheme }));
    if (nextLanguage !== undefined) setChoice((before) => ({ ...before, language: nextLanguage }));
    if (nextKeep !== undefined) setKeep(nextKeep);
    platform.settings.set(patch).catch(reportUnsaved);
  };
  return {
    theme,
    language,
    keep,
    setTheme: (next) => save({ theme: next }),
    setLanguage: (next) => save({ language: next }),
    setKeep: (next) => save({ keep: next }),
    texts,
  };
}

/** The choice holds in this window; that it could not be kept for the next start is no reason to interrupt. */
function reportUnsaved(error: unknown): void {
  console.warn('settings could not be read or kept', error);
}
