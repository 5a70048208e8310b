/** What a person types as the hub's address, made into the origin the client works with. */

/**
 * Accepts `hub.example.com`, `hub.example.com:8443/some/page`, `http://192.168.1.5:3000`…; path, query,
 * fragment and credentials are dropped. Without a scheme: http for this computer, https for the rest.
 * @returns the origin, or `null` when there is no way to read it as an http(s) address.
 */
export function parseHubAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  // "localhost:3000" parses as a scheme "localhost:", so only "://" counts as one.
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  // Somebody typed an e-mail address into the wrong field.
  if (!hasScheme && text.includes('@')) return null;
  const withScheme = hasScheme ? text : `${schemeFor(text)}://${text}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.origin;
}

function schemeFor(hostAndMore: string): 'http' | 'https' {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/i.test(hostAndMore) ? 'http' : 'https';
}
