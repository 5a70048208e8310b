/**
 * The page's Content-Security-Policy. Options and reasons: docs/decisions/010-shell-content-policy.md.
 */

const directives: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  // Local search is SQLite in WebAssembly; this word allows compiling that and no `eval`.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // Radix puts <style> elements into the page; without foreign pictures and fonts, styles cannot leak anything.
  'style-src': ["'self'", "'unsafe-inline'"],
  // Files of the hub are fetched with the session token and shown as blob:, so no address outside is needed,
  // and no text of a client can make the operator's computer ask a foreign server for a picture.
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'", 'data:'],
  // The hub's address is typed by the person, plain http on a company network included.
  'connect-src': ["'self'", 'https:', 'wss:', 'http:', 'ws:'],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'frame-src': ["'none'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

export const contentSecurityPolicy: string = Object.entries(directives)
  .map(([name, sources]) => `${name} ${sources.join(' ')}`)
  .join('; ');
