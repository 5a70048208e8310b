/** The desktop shell as a platform: everything goes over the bridge that the preload script exposed. */
import type { OtklikBridge } from '#shared/bridge/api.ts';
import type { BridgeResult } from '#shared/bridge/errors.ts';
import { showCountInTitle } from './title-counter.ts';
import { PlatformError } from './types.ts';
import type { Platform } from './types.ts';

export function createElectronPlatform(bridge: OtklikBridge): Platform {
  const { calls } = bridge;
  return {
    kind: 'electron',
    async info() {
      const info = await unwrap(calls['app.info']({}));
      return {
        version: info.version,
        os: info.platform,
        locale: info.locale,
        engine: `Electron ${info.electron}, Chromium ${info.chrome}`,
      };
    },
    secrets: {
      get: (hub) => unwrap(calls['secrets.get']({ hub })),
      set: (hub, secret) => unwrap(calls['secrets.set']({ hub, secret })),
      async delete(hub) {
        await unwrap(calls['secrets.delete']({ hub }));
      },
      persistence: () => unwrap(calls['secrets.persistence']({})),
    },
    settings: {
      get: () => unwrap(calls['settings.get']({})),
      set: (patch) => unwrap(calls['settings.set'](patch)),
      onChange: (listener) => bridge.on('settings.changed', listener),
    },
    setUnreadCount(count) {
      showCountInTitle(count);
      // A counter that could not be shown is no reason to disturb the person: the title has it too.
      calls['counter.set']({ count }).catch(ignore);
    },
    async openExternal(url) {
      await unwrap(calls['links.openExternal']({ url }));
    },
    onResume: (listener) => bridge.on('power.resumed', () => listener()),
    onFocus: (listener) => bridge.on('window.focused', () => listener()),
    async defaultHub() {
      const { presetHub } = await unwrap(calls['app.info']({}));
      return presetHub === null ? null : { kind: 'preset', origin: presetHub };
    },
  };
}

async function unwrap<T>(pending: Promise<BridgeResult<T>>): Promise<T> {
  const result = await pending;
  if (!result.ok) throw new PlatformError(result.error.code, result.error.message);
  return result.value;
}

function ignore(): void {}
