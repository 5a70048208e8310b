/**
 * The order of names, the same to the last of them in a client and in PostgreSQL, which agree about no alphabet otherwise: letters of
 * the two alphabets without case, `ё` as `е`, then by code point. `fold_order` of the hub says it in SQL.
 */

/** What is folded, and to what, letter by letter. */
export const FOLDED_FROM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁё';
export const FOLDED_TO = 'abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяее';

const FOLDED = new Map(Array.from(FOLDED_FROM, (letter, i) => [letter, FOLDED_TO[i] ?? letter]));
const FOLDABLE = /[A-ZА-ЯЁё]/g;

export function foldOrder(text: string): string {
  return text.replace(FOLDABLE, (letter) => FOLDED.get(letter) ?? letter);
}

const HIGH = /[\uD800-\uFFFF]/;

/** By code points, as PostgreSQL's `C` does; by UTF-16 units the rarest characters would come before some others. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!HIGH.test(a) || !HIGH.test(b)) return a < b ? -1 : 1;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return (isSurrogate(x) ? x + 0x10000 : x) - (isSurrogate(y) ? y + 0x10000 : y);
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Places of named things in the order of their names; equal names share one. */
export function ranksByName(things: Iterable<{ id: string; name: string }>): Map<string, number> {
  const folded = Array.from(things, ({ id, name }) => ({ id, key: foldOrder(name) })).toSorted((a, b) =>
    compareText(a.key, b.key),
  );
  const ranks = new Map<string, number>();
  let rank = -1;
  let last: string | null = null;
  for (const { id, key } of folded) {
    if (key !== last) rank += 1;
    last = key;
    ranks.set(id, rank);
  }
  return ranks;
}
