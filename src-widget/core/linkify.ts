export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/** Longer than any address that people send each other; texts are hostile and must not cost more than their length. */
const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`«»“”]{1,2000}/giu;
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Takes the punctuation off the end that belongs to the sentence and not to the address; pairs of brackets stay. */
function trimEnd(address: string): string {
  const counts = new Map<string, number>();
  for (const character of address) counts.set(character, (counts.get(character) ?? 0) + 1);
  const count = (character: string): number => counts.get(character) ?? 0;
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const opening = BRACKETS[last];
    const stray = opening !== undefined && count(last) > count(opening);
    if (!stray && !/[.,:;!?…*_~]/u.test(last)) break;
    counts.set(last, count(last) - 1);
  }
  return address.slice(0, end);
}

/** The address as a browser would open it, if it is http(s) and names a host; null for everything else. */
function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}

/** Splits a text into plain parts and links. Joined again, the parts' texts are the text itself. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const address = trimEnd(match[0]);
    const href = safeHref(address);
    if (href === null) continue;
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'link', text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
