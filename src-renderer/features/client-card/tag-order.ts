import { fit, foldWords, readings } from '#shared/lib/fuzzy.ts';

const MOST = 8;

/** Tags that may be meant, on either layout, the best first; those the client has are not offered. Pure. */
export function suggestTags(typed: string, known: readonly string[], own: readonly string[]): string[] {
  const has = new Set(own.map((tag) => tag.toLowerCase()));
  const others = known.filter((tag) => !has.has(tag.toLowerCase()));
  const read = readings(typed);
  if (typed.trim() === '') return others.slice(0, MOST);
  return others
    .map((tag) => ({ tag, score: Math.max(0, ...read.map((words) => fit(words, foldWords(tag)))) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ tag }) => tag);
}

/** The spelling that is in use already: "vip" becomes the "VIP" that everybody has. */
export function spelt(typed: string, known: readonly string[]): string {
  const wanted = typed.trim().replace(/\s+/g, ' ');
  return known.find((tag) => tag.toLowerCase() === wanted.toLowerCase()) ?? wanted;
}
