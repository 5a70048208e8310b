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
  const called = namesIn(locale).get(id);
  if (called === undefined) return 0;
  let best = 0;
  for (const [layout, words] of read.entries()) {
    // What was typed as it stands is meant before what the keys would write elsewhere.
    const weight = layout === 0 ? 1 : 0.9;
    best = Math.max(best, fit(words, called.title) * weight);
    for (const others of called.titles) best = Math.max(best, fit(words, others) * weight * 0.9);
    for (const others of called.also) best = Math.max(best, fit(words, others) * weight * 0.8);
  }
  return best;
}
