import type { ChatConfig } from '#shared/wire/chat/config.ts';
import { LANGUAGES, type Language } from '../i18n/language.ts';

/** What the page's script tag says. */
export interface WidgetSettings {
  /** Origin of the hub: where the script came from. */
  hub: string;
  channelId: string;
  /** `launcher`: a button in the corner; `page`: the talk fills the page (chat page by link). */
  layout: 'launcher' | 'page';
  /** The site insists on a language. */
  language: Language | null;
}

/** @returns null when the tag names no channel or its address cannot be read */
export function readSettings(script: HTMLScriptElement): WidgetSettings | null {
  const { channel, layout, language } = script.dataset;
  if (channel === undefined || channel === '') return null;
  let hub: string;
  try {
    hub = new URL(script.src, document.baseURI).origin;
  } catch {
    return null;
  }
  return {
    hub,
    channelId: channel.toLowerCase(),
    layout: layout === 'page' ? 'page' : 'launcher',
    language: asLanguage(language),
  };
}

function asLanguage(tag: string | null | undefined): Language | null {
  const primary = (tag ?? '').toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** The site's word, then the company's, then the page's language, then the browser's; English when none is known. */
export function chooseLanguage(
  settings: Pick<WidgetSettings, 'language'>,
  config: Pick<ChatConfig, 'language'> | null,
  pageLanguage: string,
  browserLanguages: readonly string[],
): Language {
  const configured = config === null || config.language === 'auto' ? null : config.language;
  const candidates = [settings.language, configured, pageLanguage, ...browserLanguages];
  return candidates.map(asLanguage).find((language) => language !== null) ?? 'en';
}
