import { otherLayouts } from './layout.ts';

/**
 * How well a few typed letters fit a short title (a command, a name). Every typed word has to be found; beginnings of words count most,
 * then parts of words, then letters in order, then one slip of the finger. Pure, and fast enough for thousands of titles at every key.
 */

/** Lower case, without accents, ё as е: as people type and as they compare. */
export function foldWords(text: string): string[] {
  const folded = text
    .normalize('NFD')
    // The breve of й and the dots of ё are marks as well: й stays, ё becomes е.
    .replace(/(?<!и)\p{M}/giu, '')
    .normalize('NFC')
    .toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const PREFIX = 100;
const PART = 60;
const LETTERS = 35;
const SLIP = 25;
const LATER = 3;
const SHORTEST_PART = 2;
const SHORTEST_LETTERS = 3;
const SHORTEST_SLIP = 4;

/** @returns above 0, the higher the better; 0 when it does not fit */
export function fit(typed: readonly string[], title: readonly string[]): number {
  if (typed.length === 0) return 0;
  let sum = 0;
  for (const word of typed) {
    let best = 0;
    for (const [place, candidate] of title.entries()) {
      // Earlier words say more: what begins a title comes before what is a whole word far behind in another.
      best = Math.max(best, fitWord(word, candidate) - Math.min(place, 9) * LATER);
    }
    if (best <= 0) return 0;
    sum += best;
  }
  // Of two that fit alike the one with fewer other words.
  return sum / typed.length - Math.min(title.length, 9) / 10;
}

function fitWord(typed: string, word: string): number {
  if (word.startsWith(typed)) return PREFIX + (word.length === typed.length ? 5 : 0);
  if (typed.length >= SHORTEST_PART && word.includes(typed)) return PART;
  if (typed.length >= SHORTEST_LETTERS && word[0] === typed[0] && isInOrder(typed, word)) return LETTERS;
  if (typed.length >= SHORTEST_SLIP && isOneSlip(typed, word.slice(0, typed.length + 1))) return SLIP;
  return 0;
}

function isInOrder(typed: string, word: string): boolean {
  let at = -1;
  for (const letter of typed) {
    at = word.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  // Letters scattered over a long word are chance.
  return at < typed.length * 2;
}

/** One letter wrong, missing, too many, or two changed about; the beginning of the word is what was typed. */
function isOneSlip(typed: string, word: string): boolean {
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same += 1;
  const begins = (from: string, what: string): boolean => from.startsWith(what);
  return (
    begins(word.slice(same + 1), typed.slice(same + 1)) ||
    begins(word.slice(same), typed.slice(same + 1)) ||
    begins(word.slice(same + 1), typed.slice(same)) ||
    (typed[same] === word[same + 1] &&
      typed[same + 1] === word[same] &&
      begins(word.slice(same + 2), typed.slice(same + 2)))
  );
}

/** What was typed, as it was typed and as it would be on the other layout. */
export function readings(typed: string): string[][] {
  return [typed, ...otherLayouts(typed)].map(foldWords).filter((words) => words.length > 0);
}
