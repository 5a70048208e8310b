/** Characters that draw nothing or turn the direction of what follows: an address shown with them could pose as another. */
const UNSEEN = /[\p{C}\p{Z}]/gu;

/**
 * The page a client wrote from, short enough to read: host and path. Hostile input, kept by the hub only if it is http(s).
 * Pure. @returns null when there is none that may be opened
 */
export function pageAddress(url: string | null | undefined): { href: string; shown: string } | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, host, pathname, href } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return { href, shown: host + (pathname === '/' ? '' : readable(pathname)) };
}

/** Words instead of percent signs, where they are words. */
function readable(pathname: string): string {
  try {
    return decodeURI(pathname).replace(UNSEEN, (character) => encodeURIComponent(character));
  } catch {
    return pathname;
  }
}
