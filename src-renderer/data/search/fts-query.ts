import type { QueryWord, SearchQuery } from '#shared/lib/search-query.ts';
import { typedNumbers } from '#shared/lib/words.ts';

/** Queries for FTS5. Words hold letters and digits only, and stand in quotes: nothing in them is syntax. */

/** Lengths of beginnings that have lists of their own in the index; see `SCHEMA`. */
const INDEXED_PREFIXES = [4, 3, 2] as const;

/**
 * A beginning that every meant word has; the text then tells which of those found are meant.
 *
 * `wide`: the longest beginning with a list of its own, which FTS5 walks from the newest message on without reading the rest: best for
 * what is common. `narrow`: all of it, for which FTS5 first merges the lists of all words that begin so: best for what is rare.
 */
export type Reach = 'wide' | 'narrow';

function term({ word, stem }: QueryWord, reach: Reach): string {
  if (word.length === 1) return `"${word}"`;
  const beginning = Array.from(stem ?? word);
  const length = INDEXED_PREFIXES.find((one) => one <= beginning.length) ?? beginning.length;
  return `"${(reach === 'wide' ? beginning.slice(0, length) : beginning).join('')}"*`;
}

export function messageTerms(query: SearchQuery, reach: Reach): string {
  return query.words.map((word) => term(word, reach)).join(' AND ');
}

export function contactTerms(query: SearchQuery, typed: string): string {
  const words = query.words.map(({ word }) => (word.length === 1 ? `"${word}"` : `"${word}"*`));
  const numbers = typedNumbers(typed).map((digits) => `"${digits}"*`);
  return [`(${words.join(' AND ')})`, ...numbers].join(' OR ');
}
