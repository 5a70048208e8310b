/**
 * A browser tab as a platform.
 *
 * Honest limitation: a page has no key store, so the session token lies in `localStorage`, readable by
 * every script of this origin and by whoever can read the browser profile. `persistence()` says `plain`.
 * In private windows where storage is refused everything is kept in memory until the tab closes.
 */
import { clientSettingsPatchSchema } from '#shared/bridge/settings.ts';
import type { ClientSettings } from '#shared/bridge/settings.ts';
import { externalUrl } from '#shared/lib/external-url.ts';
import { createBrowserStore } from './browser-store.ts';
import { readSettings, settingsKey } from './browser-settings.ts';
import { showCountOnFavicon } from './favicon-badge.ts';
import { showCountInTitle } from './title-counter.ts';
import { PlatformError } from './types.ts';
import type { Platform, SecretStore, SettingsStore, Unsubscribe } from './types.ts';

/** Set by the build; see build/vite. */
const version: unknown = import.meta.env['VITE_OTKLIK_VERSION'];

export function createBrowserPlatform(): Platform {
  const store = createBrowserStore();
  return {
    kind: 'browser',
    info: () =>
      Promise.resolve({
        version: typeof version === 'string' ? version : 'unknown',
        os: 'browser',
        locale: navigator.language,
        engine: navigator.userAgent,
      }),
    secrets: createSecrets(store),
    settings: createSettings(store),
    setUnreadCount(count) {
      showCountInTitle(count);
      showCountOnFavicon(count);
    },
    openExternal,
    onResume,
    onFocus: (listener) => subscribe(window, 'focus', listener),
    defaultHub: () =>
      Promise.resolve(/^https?:$/.test(location.protocol) ? { kind: 'own', origin: location.origin } : null),
  };
}

function createSecrets(store: ReturnType<typeof createBrowserStore>): SecretStore {
  const key = (hubOrigin: string) => `otklik.secret.${hubOrigin}`;
  return {
    get: (hubOrigin) => Promise.resolve(store.get(key(hubOrigin))),
    set: (hubOrigin, secret) => Promise.resolve(store.set(key(hubOrigin), secret)),
    delete(hubOrigin) {
      store.delete(key(hubOrigin));
      return Promise.resolve();
    },
    persistence: () => Promise.resolve(store.persistence()),
  };
}

function createSettings(store: ReturnType<typeof createBrowserStore>): SettingsStore {
  const listeners = new Set<(settings: ClientSettings) => void>();
  const read = () => readSettings(store.get(settingsKey));
  // Another tab of the same origin changed them.
  window.addEventListener('storage', (event) => {
    if (event.key === settingsKey) for (const listener of listeners) listener(read());
  });
  return {
    get: () => Promise.resolve(read()),
    set(patch) {
      const parsed = clientSettingsPatchSchema.safeParse(patch);
      if (!parsed.success) {
        return Promise.reject(new PlatformError('invalid_arguments', parsed.error.message));
      }
      const settings = { ...read(), ...parsed.data };
      store.set(settingsKey, JSON.stringify(settings));
      for (const listener of listeners) listener(settings);
      return Promise.resolve(settings);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function openExternal(url: string): Promise<void> {
  const allowed = externalUrl(url);
  if (allowed === null) {
    return Promise.reject(
      new PlatformError('forbidden', 'only https, http, mailto and tel links are opened'),
    );
  }
  window.open(allowed, '_blank', 'noopener,noreferrer');
  return Promise.resolve();
}

/** A page is not told of sleep; it is told when it is shown again, which is when it matters. */
function onResume(listener: () => void): Unsubscribe {
  const shown = subscribe(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') listener();
  });
  const restored = subscribe(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) listener();
  });
  return () => {
    shown();
    restored();
  };
}

function subscribe(target: EventTarget, type: string, listener: (event: Event) => void): Unsubscribe {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
