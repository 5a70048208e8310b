/**
 * Words as search sees them: letters and digits, without case, accents of Russian stress marks, and with `ё` as `е`. One rule for the
 * local index, the hub's and for what is highlighted; the hub says the same in SQL (`search_words`).
 */

/** A word of a text: `word` folded, and where it stands, in UTF-16 units. */
export interface PlacedWord {
  word: string;
  start: number;
  end: number;
}

// Marks belong to words: "й" may come as "и" and a breve, a stress mark stands inside a word.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const MARK = /\p{M}/gu;
/** Everything that is not letters of these two alphabets or digits goes the long way. */
const UNMARKED = /^[a-z0-9а-я]*$/;
/** Texts repeat few words very often; folding each once is several times faster. */
const MOST_KNOWN = 50_000;
const known = new Map<string, string>();

/** One word without case, stress marks and `ё`. */
export function foldWord(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  const lower = word.toLowerCase();
  const folded = UNMARKED.test(lower)
    ? lower
    : lower.normalize('NFC').replaceAll('ё', 'е').replace(MARK, '').normalize('NFC');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, folded);
  return folded;
}

/** The words of a text in their order, folded. */
export function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map(foldWord);
}

/** The words of a text with their places. */
export function placedWordsOf(text: string): PlacedWord[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    word: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Digits of a phone number as people write it; `8 916…` and `+7 916…` are one number. */
export function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits;
}

const SHORTEST_NUMBER = 3;
/** From here on a leading 8 may be the Russian way to dial 7. */
const SHORTEST_DIALLED = 5;

/** What may be part of a phone number when nothing but a number was typed; a part is looked for anywhere in a number. */
export function typedNumbers(typed: string): string[] {
  const digits = phoneDigits(typed);
  if (digits.length < SHORTEST_NUMBER || /\p{L}/u.test(typed)) return [];
  return digits.startsWith('8') && digits.length >= SHORTEST_DIALLED ? [digits, digits.slice(1)] : [digits];
}
