/** `session.defaultSession`: the permission handlers, whose answers are given to Chromium in advance. */
import type { CDPSession } from 'playwright-core';
import { toChromiumUrl } from './protocol.ts';

type CheckHandler = (contents: null, permission: string, origin: string, details: object) => boolean;

/** Electron's name → the name in the Permissions API. The stand-in asks the check handler about these. */
const permissionNames: Readonly<Record<string, string>> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  'persistent-storage': 'persistent-storage',
};
const origin = 'app://otklik/';

class StandinSession {
  checkHandler: CheckHandler | null = null;

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler;
  }

  setPermissionRequestHandler(): void {
    // Chromium is told the answers of the check handler, so it never asks; see docs/testing.md.
  }

  setDevicePermissionHandler(): void {
    // Headless Chromium has no devices to offer.
  }
}

const defaultSession = new StandinSession();
export const session = { defaultSession };

export async function applyPermissions(cdp: CDPSession): Promise<void> {
  const { checkHandler } = defaultSession;
  if (checkHandler === null) return;
  const chromiumOrigin = toChromiumUrl(origin).replace(/\/$/, '');
  if (chromiumOrigin.startsWith('app:')) return;
  for (const [electronName, name] of Object.entries(permissionNames)) {
    const setting = checkHandler(null, electronName, origin, {}) ? 'granted' : 'denied';
    await cdp.send('Browser.setPermission', { permission: { name }, setting, origin: chromiumOrigin });
  }
}
