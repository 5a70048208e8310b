/** The shell's files in its data folder: what the person chose, and where the window was. */
import { clientSettingsSchema } from '#shared/bridge/settings.ts';
import type { ClientSettings, ClientSettingsPatch } from '#shared/bridge/settings.ts';
import type { ShellLog } from '../modules/logging.ts';
import { windowStateSchema } from '../modules/window-bounds.ts';
import type { WindowState } from '../modules/window-bounds.ts';
import { openCheckedStore } from './checked-store.ts';
import type { CheckedStore } from './checked-store.ts';

export interface ClientSettingsStore {
  readonly get: () => ClientSettings;
  /** Replaces the named fields, saves, tells the listeners, answers the whole. */
  update(patch: ClientSettingsPatch): ClientSettings;
  onChange(listener: (settings: ClientSettings) => void): void;
}

export function openClientSettings(log: ShellLog): ClientSettingsStore {
  const store = openCheckedStore('settings', clientSettingsSchema, log);
  const listeners: ((settings: ClientSettings) => void)[] = [];
  return {
    get: store.get,
    update(patch) {
      store.set({ ...store.get(), ...patch });
      for (const listener of listeners) listener(store.get());
      return store.get();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

export function openWindowState(log: ShellLog): CheckedStore<WindowState> {
  return openCheckedStore('window-state', windowStateSchema, log);
}
