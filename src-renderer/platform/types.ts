/**
 * What the client needs from the place it runs in. Two implementations: the desktop shell
 * (`electron.ts`) and a browser tab (`browser.ts`); nothing outside this folder knows which.
 */
import type { SecretPersistence } from '#shared/bridge/calls.ts';
import type { ClientSettings, ClientSettingsPatch } from '#shared/bridge/settings.ts';

export type { SecretPersistence } from '#shared/bridge/calls.ts';
export type {
  ClientSettings,
  ClientSettingsPatch,
  KeepChoice,
  LanguageChoice,
  RememberedHub,
  ThemeChoice,
} from '#shared/bridge/settings.ts';

export type Unsubscribe = () => void;

export interface PlatformInfo {
  /** Version of Otklik. */
  readonly version: string;
  /** `linux`, `win32`, `darwin`, or `browser`. */
  readonly os: string;
  /** BCP 47 tag of the person's system or browser language. */
  readonly locale: string;
  /** Versions of the parts underneath, for the "about" window and for support. */
  readonly engine: string;
}

/** Session tokens, one per hub; the key is the hub's origin, e.g. `https://hub.example.com`. */
export interface SecretStore {
  get(hubOrigin: string): Promise<string | null>;
  /** Says where the secret lies now; `memory` means the person must sign in again after a restart. */
  set(hubOrigin: string, secret: string): Promise<SecretPersistence>;
  delete(hubOrigin: string): Promise<void>;
  /** What `set` would answer, to be said beside the sign-in form before it is too late. */
  persistence(): Promise<SecretPersistence>;
}

export interface SettingsStore {
  get(): Promise<ClientSettings>;
  /** Replaces the named fields and answers the whole. */
  set(patch: ClientSettingsPatch): Promise<ClientSettings>;
  /** Called after every change, made here or in another window. */
  onChange(listener: (settings: ClientSettings) => void): Unsubscribe;
}

/** A hub that nobody has to type. */
export interface DefaultHub {
  readonly origin: string;
  /**
   * `own`: the page's own, in a browser; another one that was used there later is still the one to go on with.
   * `preset`: named by whoever started the desktop shell; it goes before every remembered one.
   */
  readonly kind: 'own' | 'preset';
}

export interface Platform {
  readonly kind: 'electron' | 'browser';
  info(): Promise<PlatformInfo>;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  /** Shows how many clients wait: badge of the application, title of the page, favicon. 0 removes it. */
  setUnreadCount(count: number): void;
  /** Opens a link outside. Rejects with `PlatformError` code `forbidden` for a scheme that is not allowed. */
  openExternal(url: string): Promise<void>;
  /** The computer woke up, or a frozen tab came back: check the connection now. */
  onResume(listener: () => void): Unsubscribe;
  /** The window came to the front. */
  onFocus(listener: () => void): Unsubscribe;
  /** The hub that comes with the place the client runs in; null: the person has to name one. */
  defaultHub(): Promise<DefaultHub | null>;
}

export type PlatformErrorCode = 'invalid_arguments' | 'forbidden' | 'failed';

/** A refusal or failure of the platform; `message` is English, for the log. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: PlatformErrorCode;

  constructor(code: PlatformErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
