/** `session.defaultSession`: the permission handlers, whose answers are given to Chromium in advance. */
import type { CDPSession } from 'playwright-core';
import { toChromiumUrl } from './protocol.ts';

type CheckHandler = (contents: null, permission: string, origin: string, details: object) => boolean;

interface Asked {
  /** Electron's name of the permission, and what it says besides. */
  permission: string;
  details?: object;
}

/** Name in the Permissions API → what the stand-in asks the check handler about it. */
const permissions: Readonly<Record<string, Asked>> = {
  geolocation: { permission: 'geolocation' },
  notifications: { permission: 'notifications' },
  'clipboard-read': { permission: 'clipboard-read' },
  'clipboard-write': { permission: 'clipboard-sanitized-write' },
  'persistent-storage': { permission: 'persistent-storage' },
  microphone: { permission: 'media', details: { isMainFrame: true, mediaType: 'audio' } },
  camera: { permission: 'media', details: { isMainFrame: true, mediaType: 'video' } },
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
    // Headless Chromium has no devices to offer but those that it is told to play.
  }
}

const defaultSession = new StandinSession();
export const session = { defaultSession };

/** Played devices are given without a question, so the page asks what was answered in advance. */
function guardDevices(allowed: { audio: boolean; video: boolean }): void {
  const { mediaDevices } = navigator;
  if (!(mediaDevices as MediaDevices | undefined)) return;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted = {}) => {
    const isWanted = (kind: 'audio' | 'video'): boolean => (wanted[kind] ?? false) !== false;
    if ((isWanted('audio') && !allowed.audio) || (isWanted('video') && !allowed.video))
      throw new DOMException('Permission denied', 'NotAllowedError');
    return await ask(wanted);
  };
}

export async function applyPermissions(cdp: CDPSession): Promise<void> {
  const { checkHandler } = defaultSession;
  if (checkHandler === null) return;
  const chromiumOrigin = toChromiumUrl(origin).replace(/\/$/, '');
  if (chromiumOrigin.startsWith('app:')) return;
  for (const [name, { permission, details = {} }] of Object.entries(permissions)) {
    const setting = checkHandler(null, permission, origin, details) ? 'granted' : 'denied';
    await cdp.send('Browser.setPermission', { permission: { name }, setting, origin: chromiumOrigin });
  }
  const may = (mediaType: string): boolean =>
    checkHandler(null, 'media', origin, { isMainFrame: true, mediaType });
  const source = `(${guardDevices.toString()})(${JSON.stringify({ audio: may('audio'), video: may('video') })})`;
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source });
}
