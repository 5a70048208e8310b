import { foldWords } from '#shared/lib/fuzzy.ts';
import { otherLayouts } from '#shared/lib/layout.ts';
import { catalogs, LOCALES } from '../i18n/messages.ts';
import { COMMAND_IDS, specOf, type CommandId } from './spec.ts';

/** Commands by `/` at the beginning of a text. Pure. */

/** What is typed after the slash; null when the text does not begin as a command. */
export function slashWord(text: string): string | null {
  const match = /^\/(\S*)$/.exec(text);
  return match === null ? null : (match[1] ?? '');
}

/**
 * The commands that a beginning of a word may mean, in any language and layout. Only beginnings: what merely resembles a command is a
 * text, and must go out as one when Enter is pressed.
 */
export function slashCommands(word: string, offered: (id: CommandId) => boolean): CommandId[] {
  const beginnings = [word, ...otherLayouts(word)].map((one) => one.toLowerCase());
  return COMMAND_IDS.filter((id) => {
    const { slash, title } = specOf(id);
    if (slash === undefined || !offered(id)) return false;
    const names = LOCALES.flatMap((locale) => [
      catalogs[locale][slash],
      ...foldWords(catalogs[locale][title]).slice(0, 1),
    ]);
    return beginnings.some((beginning) => names.some((name) => name.startsWith(beginning)));
  });
}
