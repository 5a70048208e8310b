/** Which sites may show a channel's chat. Pure. */

/** @param pattern `https://shop.example` or `https://*.shop.example`, which does not include `https://shop.example` itself */
function matches(pattern: string, origin: string): boolean {
  const allowed = pattern.toLowerCase().replace(/\/+$/, '');
  const star = allowed.indexOf('://*.');
  if (star === -1) return allowed === origin;
  const scheme = allowed.slice(0, star + 3);
  const suffix = allowed.slice(star + 4);
  const host = origin.slice(scheme.length);
  return (
    origin.startsWith(scheme) && host.endsWith(suffix) && /^[a-z0-9.-]+$/.test(host.slice(0, -suffix.length))
  );
}

/**
 * @param origin as the browser sends it; undefined when there is none: the request does not come from another site's page
 * @param own origins under which the hub itself is reached
 */
export function originAllowed(
  origin: string | undefined,
  allowed: readonly string[],
  own: readonly string[],
): boolean {
  if (origin === undefined) return true;
  const asked = origin.toLowerCase();
  // Sandboxed frames and local files all call themselves "null": nobody in particular.
  if (asked === 'null') return false;
  return own.includes(asked) || allowed.some((pattern) => matches(pattern, asked));
}
