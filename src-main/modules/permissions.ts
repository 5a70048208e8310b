/** What the page may ask Chromium for. Everything that is not named here is denied. */
import { isOwnUrl } from './url-policy.ts';

const allowed: ReadonlySet<string> = new Set([
  'notifications',
  'clipboard-sanitized-write',
  // Chromium guards requests from a page to private and loopback addresses by a permission of its own;
  // a company's hub usually has exactly such an address.
  'local-network-access',
  'local-network',
  'loopback-network',
  // Asks that IndexedDB is not evicted when the disk runs full: the outbox lies there.
  'persistent-storage',
]);

/** @param requester address or origin of the asking page, as Electron names it. */
export function isPermissionAllowed(permission: string, requester: string): boolean {
  return allowed.has(permission) && isOwnUrl(requester);
}
