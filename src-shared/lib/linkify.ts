import { externalUrl } from './external-url.ts';

/** A piece of a message: plain, or something that can be opened outside. */
export type TextPart = { text: string; href: string | null };

/**
 * Texts are hostile: every repetition is bounded or ends the pattern, and names begin only where none was before, so
 * that searching takes time in proportion to the length.
 */
const HOST = String.raw`[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}`;
const REST = String.raw`[^\s<>"'\u0060]`;
const LINK = new RegExp(
  [
    String.raw`(?<url>\b(?:https?:\/\/|mailto:)${REST}+|\btel:\+?[\d()\s-]{5,24}\d)`,
    String.raw`(?<mail>(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@${HOST})`,
    String.raw`(?<www>\bwww\.${HOST}(?:[/?#]${REST}*)?)`,
    String.raw`(?<phone>(?<![\w+])\+\d[\d()\s-]{8,22}\d)`,
  ].join('|'),
  'giu',
);
const MAX_LINK = 2048;

/** Finds web addresses, mail addresses and international phone numbers; everything else stays text. Never makes markup. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = trimTail(match[0]);
    const href = hrefOf(shown, match.groups ?? {});
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

const TAIL = new Set('.,;:!?…»”*_~');
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A full stop or a bracket after an address belongs to the sentence; a bracket opened inside belongs to the address. */
function trimTail(match: string): string {
  const counts = new Map<string, number>();
  const count = (char: string): number => counts.get(char) ?? 0;
  for (const char of match) counts.set(char, count(char) + 1);
  let end = match.length;
  for (; end > 0; end -= 1) {
    const last = match.charAt(end - 1);
    const opening = BRACKETS[last];
    const stray = opening !== undefined && count(last) > count(opening);
    if (!stray && !TAIL.has(last)) break;
    counts.set(last, count(last) - 1);
  }
  return match.slice(0, end);
}

function hrefOf(shown: string, groups: Record<string, string | undefined>): string | null {
  if (shown.length > MAX_LINK) return null;
  if (groups['mail'] !== undefined) return `mailto:${shown}`;
  if (groups['phone'] !== undefined) return `tel:${shown.replace(/[^\d+]/g, '')}`;
  const href = groups['www'] === undefined ? shown : `https://${shown}`;
  if (/^tel:/i.test(href)) return `tel:${href.slice(4).replace(/[^\d+]/g, '')}`;
  return externalUrl(href);
}
