/** An address in somebody's words. */
export interface FoundEmail {
  /** In small letters. */
  value: string;
  written: string;
}

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.\p{L}{2,24}/giu;
/** Right beside an address they make it a part of something else: of a link, of a longer name. */
const BEFORE = /[\p{L}\p{N}_@/:=&%+.-]/u;
const AFTER = /[\p{L}\p{N}_@-]/u;
const LONGEST = 254;

/** Mail addresses in a text, at most `most`, each once. */
export function findEmails(text: string, most: number): FoundEmail[] {
  const found = new Map<string, FoundEmail>();
  for (const match of text.matchAll(ADDRESS)) {
    if (found.size === most) break;
    const [written] = match;
    const end = match.index + written.length;
    if (BEFORE.test(text.charAt(match.index - 1)) || AFTER.test(text.charAt(end))) continue;
    const value = written.toLowerCase();
    if (!isAddress(value) || found.has(value)) continue;
    found.set(value, { value, written });
  }
  return [...found.values()];
}

function isAddress(value: string): boolean {
  const [name = '', host = ''] = value.split('@');
  if (value.length > LONGEST || /^\.|\.$|\.\./.test(name)) return false;
  return host.split('.').every((part) => part !== '' && !part.startsWith('-') && !part.endsWith('-'));
}

/** @returns the address in small letters; null when it is none */
export function readEmail(typed: string): string | null {
  const [found] = findEmails(typed.trim(), 1);
  return found?.written === typed.trim() ? found.value : null;
}
