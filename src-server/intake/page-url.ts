import { cleanText, MAX_PAGE_URL } from '#shared/lib/text.ts';

/**
 * The address of the page a client wrote from, as it may be kept: http(s), absolute, without a user and a password in it.
 * Hostile input: whoever writes may claim any. Pure. @returns null when it is none, or too long
 */
export function cleanPageUrl(raw: string | null | undefined): string | null {
  const text = cleanText(raw ?? '').trim();
  if (text === '' || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.username = '';
  url.password = '';
  return url.href.length <= MAX_PAGE_URL ? url.href : null;
}
