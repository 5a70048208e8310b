/** What the shell does for each call of the page. */
import { app } from 'electron';
import type { ClientSettingsStore } from '../settings/stores.ts';
import type { SecretVault } from '../settings/secrets.ts';
import type { CallHandlers } from './bridge.ts';
import { openExternalLink } from './links.ts';

export interface CallParts {
  readonly settings: ClientSettingsStore;
  readonly secrets: SecretVault;
  /** Origin of the hub named at the start, see `readPresetHub`. */
  readonly presetHub: string | null;
}

export function createCalls({ settings, secrets, presetHub }: CallParts): CallHandlers {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chrome: process.versions['chrome'] ?? '',
      platform: process.platform,
      locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
      packaged: app.isPackaged,
      presetHub,
    }),
    'secrets.get': ({ hub }) => secrets.get(hub),
    'secrets.set': ({ hub, secret }) => secrets.set(hub, secret),
    'secrets.delete': ({ hub }) => {
      secrets.delete(hub);
      return null;
    },
    'secrets.persistence': () => secrets.persistence(),
    'settings.get': () => settings.get(),
    'settings.set': (patch) => settings.update(patch),
    'counter.set': ({ count }) => {
      // False where the desktop has no badges (Windows, most Linux docks): the title carries the number.
      app.setBadgeCount(count);
      return null;
    },
    'links.openExternal': async ({ url }) => {
      await openExternalLink(url);
      return null;
    },
  };
}
