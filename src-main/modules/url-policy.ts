/** Which addresses are ours. Pure, so that it can be tested by list. */

export const appScheme = 'app';
export const appHost = 'otklik';
export const appOrigin = `${appScheme}://${appHost}`;

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

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
