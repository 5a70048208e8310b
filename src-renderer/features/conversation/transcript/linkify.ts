/** A piece of a message: plain, or something that can be opened outside. */
export type TextPart = { text: string; href: string | null };

const LINK =
  /(?<url>\bhttps?:\/\/[^\s<>"'`]+|\bmailto:[^\s<>"'`]+|\btel:\+?[\d()\s-]{5,}\d)|(?<mail>[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)|(?<www>\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+)|(?<phone>(?<![\w+])\+\d[\d()\s-]{8,}\d)/giu;

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

/** A full stop or a bracket after an address belongs to the sentence; a bracket opened inside belongs to the address. */
function trimTail(match: string): string {
  let text = match.replace(/[.,;:!?…»”]+$/u, '');
  while (text.endsWith(')') && count(text, ')') > count(text, '(')) {
    text = text.slice(0, -1).replace(/[.,;:!?…»”]+$/u, '');
  }
  return text;
}

const count = (text: string, char: string): number => text.split(char).length - 1;

function hrefOf(shown: string, groups: Record<string, string | undefined>): string | null {
  if (groups['mail'] !== undefined) return `mailto:${shown}`;
  if (groups['phone'] !== undefined) return `tel:${shown.replace(/[^\d+]/g, '')}`;
  const href = groups['www'] === undefined ? shown : `https://${shown}`;
  if (/^tel:/i.test(href)) return `tel:${href.slice(4).replace(/[^\d+]/g, '')}`;
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  // "https://bank.example@evil.example" only looks like the bank: such an address stays text.
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}
