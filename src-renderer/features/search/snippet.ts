import { highlightsOf, type SearchQuery } from '#shared/lib/search-query.ts';

export interface Piece {
  text: string;
  found: boolean;
}

/** Characters before the first find, so that it stands in the first line of two. */
const LEAD = 24;
const LENGTH = 160;

/** One or two lines of a text around what was found in it, in pieces. White space is folded; hostile texts stay text. */
export function snippetOf(query: SearchQuery, text: string): Piece[] {
  const first = highlightsOf(query, text)[0]?.[0] ?? 0;
  const start = first <= LEAD * 2 ? 0 : beginningOfWord(text, first - LEAD);
  const part = `${start > 0 ? '…' : ''}${text
    .slice(start, start + LENGTH * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LENGTH)
    .toWellFormed()}`;
  return pieces(part, highlightsOf(query, part));
}

function beginningOfWord(text: string, at: number): number {
  const space = text.slice(at, at + LEAD).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

/** A whole text in pieces. */
export function piecesOf(query: SearchQuery, text: string): Piece[] {
  return pieces(text, highlightsOf(query, text));
}

function pieces(text: string, highlights: readonly (readonly [number, number])[]): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  const push = (to: number, found: boolean): void => {
    if (to > at) result.push({ text: text.slice(at, to), found });
    at = Math.max(at, to);
  };
  for (const [start, end] of highlights) {
    push(start, false);
    push(end, true);
  }
  push(text.length, false);
  return result;
}
