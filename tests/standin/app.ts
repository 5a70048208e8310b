/** `app`: life cycle, folders, the single instance lock. */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { closeBrowser } from './browser.ts';
import { environment } from './environment.ts';
import { cancellableEvent } from './events.ts';
import { claimLock } from './single-instance.ts';

/** What `app` needs of a window; declared here so that the two files do not import each other. */
export interface ClosableWindow {
  /** Asks the window to close. @returns false when a listener of `close` refused. */
  requestClose(): boolean;
}

class StandinApp extends EventEmitter {
  readonly name = environment.productName;
  readonly isPackaged = false;
  readonly windows = new Set<ClosableWindow>();
  #ready = false;
  #quitting = false;
  #badge = 0;
  readonly #whenReady: Promise<void>;

  constructor() {
    super();
    mkdirSync(environment.userData, { recursive: true });
    this.#whenReady = new Promise((resolve) => {
      setImmediate(() => {
        this.#ready = true;
        this.emit('ready', {});
        resolve();
      });
    });
    process.on('SIGTERM', () => this.quit());
    process.on('SIGINT', () => this.quit());
  }

  isReady(): boolean {
    return this.#ready;
  }

  isQuitting(): boolean {
    return this.#quitting;
  }

  whenReady(): Promise<void> {
    return this.#whenReady;
  }

  getVersion(): string {
    return environment.version;
  }

  getName(): string {
    return this.name;
  }

  getLocale(): string {
    return environment.locale;
  }

  getPreferredSystemLanguages(): string[] {
    return [environment.locale];
  }

  getAppPath(): string {
    return environment.root;
  }

  getPath(name: string): string {
    return name === 'userData' ? environment.userData : path.join(environment.userData, name);
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock(): boolean {
    return claimLock(environment.userData, process.argv, (argv, cwd) => {
      this.#whenReady.then(() => this.emit('second-instance', {}, argv, cwd)).catch(fatal);
    });
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    return true;
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  /** Called by a window after it is gone. */
  windowClosed(window: ClosableWindow): void {
    this.windows.delete(window);
    if (this.windows.size > 0) return;
    if (this.#quitting) this.#finish();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    if (this.windows.size === 0 && !this.#ready) return this.#leave(0);
    const event = cancellableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else if (this.windows.size === 0) this.#finish();
    // The last window that closes finishes; one that refuses ends the quitting.
    else if (![...this.windows].every((window) => window.requestClose())) this.#quitting = false;
  }

  exit(code = 0): void {
    this.emit('quit', {}, code);
    this.#leave(code);
  }

  #finish(): void {
    const event = cancellableEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    this.#leave(0);
  }

  #leave(code: number): void {
    closeBrowser()
      .catch((error: unknown) => console.error('stand-in: Chromium did not close', error))
      .finally(() => process.exit(code));
  }
}

function fatal(error: unknown): void {
  console.error('stand-in:', error);
  process.exit(70);
}

export const app = new StandinApp();
