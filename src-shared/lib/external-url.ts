/** WHATWG's URL: every environment has it, this room's library does not declare it. */
interface ParsedUrl {
  readonly protocol: string;
  readonly host: string;
  readonly username: string;
  readonly password: string;
  readonly href: string;
}
interface UrlConstructor {
  new (address: string): ParsedUrl;
  canParse(address: string): boolean;
}

/** Anything else (file:, javascript:, smb:, custom handlers) can run code or leak credentials on some system. */
const SCHEMES: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/**
 * The address as it may be handed to the browser or the operating system.
 * @returns its normalised form, or `null` when it must not be opened.
 */
export function externalUrl(address: string): string | null {
  const { URL } = globalThis as unknown as { URL: UrlConstructor };
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!SCHEMES.has(url.protocol)) return null;
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  // "https://bank.example@evil.example" only looks like the bank; credentials serve nobody here but phishing.
  if (web && (url.host === '' || url.username !== '' || url.password !== '')) return null;
  return url.href;
}
