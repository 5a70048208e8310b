import { cleanText, isBlank } from '#shared/lib/text.ts';

/** Longest name kept, in UTF-16 units: `nameSchema`. */
const MAX_NAME = 200;

/** A client's name as it is kept; null when there is nothing to be seen of it. */
export function cleanName(raw: string | null | undefined): string | null {
  const name = cleanText(raw ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .toWellFormed();
  return isBlank(name) ? null : name;
}
