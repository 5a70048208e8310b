import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { createFormat, type Format } from './format.ts';
import { catalogs, type Locale, type MessageKey, type Translate } from './messages.ts';

/** Everything screens need to speak one language. Immutable: another language is another object. */
export interface Texts {
  readonly locale: Locale;
  readonly t: Translate;
  readonly format: Format;
}

/**
 * @param locale one of ours
 * @param regional BCP 47 tag for dates and numbers, e.g. `en-GB` for an English interface in Europe
 */
export function createTexts(locale: Locale, regional: string = locale): Texts {
  const i18n = setupI18n({ locale, messages: { [locale]: compiled(locale) } });
  const t: Translate = (key, ...params) => i18n._(key, params[0] ?? {});
  return { locale, t, format: createFormat(locale, regional, t) };
}

/** All at once: a few milliseconds for the whole catalog, and no word waits for its parser later. */
function compiled(locale: Locale): Record<string, ReturnType<typeof compileMessage>> {
  const catalog = catalogs[locale];
  return Object.fromEntries(
    (Object.keys(catalog) as MessageKey[]).map((key) => [key, compileMessage(catalog[key])]),
  );
}

/** The first of the person's languages that we speak; English when it is none of them. */
export function pickLocale(choice: Locale | 'system', systemTags: readonly string[]): Locale {
  if (choice !== 'system') return choice;
  for (const tag of systemTags) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'ru' || language === 'en') return language;
  }
  return 'en';
}

/** Keeps a system's own region (`en-GB`) when it is a variety of the chosen language. */
export function regionalTag(locale: Locale, systemTags: readonly string[]): string {
  return systemTags.find((tag) => tag.toLowerCase().startsWith(`${locale}-`) && isTag(tag)) ?? locale;
}

/** Chromium on a Linux without a locale (LANG=C) calls its language "en-US@posix", at which `Intl` throws. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
