/** Which addresses are ours and which may leave the application. Pure, so that it can be tested by list. */

export const appScheme = 'app';
export const appHost = 'otklik';
export const appOrigin = `${appScheme}://${appHost}`;

/** Anything else (file:, javascript:, smb:, custom handlers) can run code or leak credentials on some system. */
const externalSchemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/** True for pages and files of the renderer that the shell itself serves. */
export function isOwnUrl(url: string): boolean {
  const parsed = parse(url);
  // `origin` is "null" for schemes outside the URL standard, so the parts are compared.
  return (
    parsed !== undefined &&
    parsed.protocol === `${appScheme}:` &&
    parsed.host === appHost &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/**
 * The address as it may be handed to the operating system.
 * @returns its normalised form, or `null` when it must not be opened.
 */
export function externalUrl(url: string): string | null {
  const parsed = parse(url);
  if (parsed === undefined || !externalSchemes.has(parsed.protocol)) return null;
  const web = parsed.protocol === 'https:' || parsed.protocol === 'http:';
  // Credentials in a web address serve nobody here but phishing ("https://bank.example@evil.example").
  if (web && (parsed.host === '' || parsed.username !== '' || parsed.password !== '')) return null;
  return parsed.href;
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
