import { fit, foldWords } from '#shared/lib/fuzzy.ts';
import { catalogs, LOCALES, type Locale } from '../i18n/messages.ts';
import { COMMAND_IDS, specOf, type CommandId, type PlainKey } from './spec.ts';

interface Called {
  title: string[];
  /** In the other languages. */
  titles: string[][];
  /** Further words, of all languages. */
  also: string[][];
}

/** By what commands are found, for each language of the interface; folded once. */
const names = new Map<Locale, Map<CommandId, Called>>();

function namesIn(locale: Locale): ReadonlyMap<CommandId, Called> {
  let known = names.get(locale);
  if (known === undefined) {
    known = new Map(COMMAND_IDS.map((id) => [id, calledIn(locale, id)]));
    names.set(locale, known);
  }
  return known;
}

function calledIn(locale: Locale, id: CommandId): Called {
  const { title, words, slash } = specOf(id);
  const titles = LOCALES.filter((other) => other !== locale).map((other) =>
    foldWords(catalogs[other][title]),
  );
  const also: string[][] = [];
  for (const language of LOCALES) {
    const say = (key: PlainKey | undefined): void => {
      if (key !== undefined) also.push(foldWords(catalogs[language][key]));
    };
    say(words);
    say(slash);
  }
  return { title: foldWords(catalogs[locale][title]), titles, also };
}

/** How well what was typed fits a command, in any language and layout; 0: not at all. */
export function fitCommand(locale: Locale, id: CommandId, read: readonly string[][]): number {
  const also = namesIn(locale).get(id)?.also ?? [];
  return Math.max(fitName(locale, id, read), ...also.map((words) => fitTitle(read, words) * 0.8));
}

/** The same by its titles alone, without the further words. */
export function fitName(locale: Locale, id: CommandId, read: readonly string[][]): number {
  const called = namesIn(locale).get(id);
  if (called === undefined) return 0;
  return Math.max(fitTitle(read, called.title), ...called.titles.map((title) => fitTitle(read, title) * 0.9));
}

/** How well what was typed fits a title of anything, in any layout. */
export function fitTitle(read: readonly string[][], title: readonly string[]): number {
  // What was typed as it stands is meant before what the keys would write elsewhere.
  return Math.max(0, ...read.map((words, layout) => fit(words, title) * (layout === 0 ? 1 : 0.9)));
}
