/** Picks the platform once: the preload script's bridge means the desktop shell. */
import { bridgeKey } from '#shared/bridge/channels.ts';
import type { OtklikBridge } from '#shared/bridge/api.ts';
import { createBrowserPlatform } from './browser.ts';
import { createElectronPlatform } from './electron.ts';
import type { Platform } from './types.ts';

let current: Platform | undefined;

export function getPlatform(): Platform {
  current ??= choosePlatform();
  return current;
}

function choosePlatform(): Platform {
  const bridge = (globalThis as { [bridgeKey]?: OtklikBridge })[bridgeKey];
  return bridge === undefined ? createBrowserPlatform() : createElectronPlatform(bridge);
}
