import type { Language } from '../i18n/language.ts';
import type { Texts } from '../i18n/texts.ts';

/** The visitor's own kind of the language ("en-GB" writes 14:05, "en-US" 2:05 PM), if his browser speaks it at all; no "en-US@posix", at which `Intl` throws. */
function localeOf(language: Language): string {
  return navigator.languages.find((one) => one.split('-')[0] === language && !one.includes('@')) ?? language;
}

export function timeOfDay(language: Language, at: number): string {
  return new Intl.DateTimeFormat(localeOf(language), { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** Whole calendar days between two moments by the visitor's clock, whatever the hour and the clock changes. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** "Today", "Yesterday", "21 November", with the year when it is another one. */
export function dayName(language: Language, texts: Texts, at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return texts.today;
  if (days === 1) return texts.yesterday;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', ...year }).format(at);
}
