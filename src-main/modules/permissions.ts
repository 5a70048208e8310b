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

/** What Electron says besides the permission's name; which of the two media fields depends on the handler. */
export interface PermissionDetails {
  readonly isMainFrame?: boolean;
  /** Of a request: everything that is asked for together. */
  readonly mediaTypes?: readonly string[];
  /** Of a check: the one thing that it is about. */
  readonly mediaType?: string;
}

/** @param requester address or origin of the asking page, as Electron names it. */
export function isPermissionAllowed(
  permission: string,
  requester: string,
  details: PermissionDetails = {},
): boolean {
  if (!isOwnUrl(requester)) return false;
  return permission === 'media' ? isMicrophoneOnly(details) : allowed.has(permission);
}

/** Voice messages need the microphone, and nothing needs the camera. Frames in the page would be somebody else's. */
function isMicrophoneOnly({ isMainFrame, mediaTypes, mediaType }: PermissionDetails): boolean {
  if (isMainFrame === false) return false;
  if (mediaTypes === undefined) return mediaType === 'audio';
  return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');
}
