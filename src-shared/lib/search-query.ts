/** What somebody looks for, and whether a text has it. One meaning for what the index finds, the hub finds and what is highlighted. */
import { stemOf } from './stem.ts';
import { placedWordsOf, wordsOf, type PlacedWord } from './words.ts';

/** Most characters and words of a query; longer ones are somebody's clipboard and no question. */
export const MAX_QUERY_LENGTH = 200;
export const MAX_QUERY_WORDS = 12;

/** A stem that stands for no more than this many letters would stand for too much. */
const SHORTEST_STEM = 3;

export interface QueryWord {
  /** Folded. */
  word: string;
  /** Null: too short to stand for other forms. */
  stem: string | null;
}

export interface SearchQuery {
  /** All of them must be there, in any order, each as the beginning of a word or in another form. Never empty. */
  words: readonly QueryWord[];
  /** What stood in quotation marks: these words one after the other, exactly. */
  phrases: readonly (readonly string[])[];
}

/** @returns null when there is no word to look for, or too many */
export function parseQuery(text: string): SearchQuery | null {
  if (text.length > MAX_QUERY_LENGTH) return null;
  const words = [...new Set(wordsOf(text))].map(queryWord);
  if (words.length === 0 || words.length > MAX_QUERY_WORDS) return null;
  const quoted = Array.from(text.matchAll(/["«“„]([^"«»“”„]+)["»”“]/g), (match) => wordsOf(match[1] ?? ''));
  return { words, phrases: quoted.filter((phrase) => phrase.length > 1) };
}

function queryWord(word: string): QueryWord {
  const stem = stemOf(word);
  return { word, stem: stem.length >= SHORTEST_STEM && stem.length < word.length ? stem : null };
}

/** Whether a folded word of a text is one of those the query word stands for. One letter alone stands only for itself. */
export function isMeant({ word, stem }: QueryWord, candidate: string): boolean {
  if (word.length === 1) return candidate === word;
  if (candidate.startsWith(word)) return true;
  return stem !== null && candidate.startsWith(stem) && stemOf(candidate) === stem;
}

/** Whether a text has everything that is looked for. */
export function matchesQuery(query: SearchQuery, text: string): boolean {
  const found = wordsOf(text);
  return (
    query.words.every((word) => found.some((candidate) => isMeant(word, candidate))) &&
    query.phrases.every((phrase) => placeOfPhrase(found, phrase) >= 0)
  );
}

function placeOfPhrase(found: readonly string[], phrase: readonly string[]): number {
  for (let at = 0; at + phrase.length <= found.length; at += 1)
    if (phrase.every((word, i) => found[at + i] === word)) return at;
  return -1;
}

/** Parts of a text that answer the query, in order, as `[start, end)` in UTF-16 units. */
export function highlightsOf(query: SearchQuery, text: string): [start: number, end: number][] {
  return placedWordsOf(text)
    .filter((placed) => query.words.some((word) => isMeant(word, placed.word)))
    .map((placed) => [placed.start, endOfMeant(query, placed)]);
}

/** The typed beginning of a word where it is one, so that one sees how far typing has come; the whole of another form. */
function endOfMeant(query: SearchQuery, placed: PlacedWord): number {
  const whole = placed.end - placed.start;
  const typed = query.words.filter(({ word }) => placed.word.startsWith(word)).map(({ word }) => word.length);
  // Marks inside a word make it longer than its folded form: then the whole of it.
  if (typed.length === 0 || whole !== placed.word.length) return placed.end;
  return placed.start + Math.min(whole, Math.max(...typed));
}
