/** `BrowserWindow`: a page plus the facts about its frame, which nobody draws here. */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import type { ClosableWindow } from './app.ts';
import { cancellableEvent } from './events.ts';
import { nativeTheme } from './system.ts';
import { StandinWebContents } from './web-contents.ts';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface WindowOptions extends Partial<Bounds> {
  readonly title?: string;
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: { readonly preload?: string } & Readonly<Record<string, unknown>>;
}

const windows = new Set<StandinWindow>();
let focused: StandinWindow | null = null;
let lastId = 0;

function setFocused(window: StandinWindow | null): void {
  focused = window;
}

class StandinWindow extends EventEmitter implements ClosableWindow {
  readonly id: number;
  readonly webContents: StandinWebContents;
  #bounds: Bounds;
  #maximized = false;
  #minimized = false;
  #visible: boolean;
  #background: string;
  #destroyed = false;

  constructor(options: WindowOptions = {}) {
    super();
    lastId += 1;
    this.id = lastId;
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.#background = options.backgroundColor ?? '#FFFFFF';
    this.#bounds = { x, y, width, height };
    this.#visible = show;
    windows.add(this);
    app.windows.add(this);
    this.webContents = new StandinWebContents(options.webPreferences ?? {});
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.link.then(({ page }) => this.#attach(page)).catch(startFailed);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows(): StandinWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): StandinWindow | null {
    return focused;
  }

  static fromWebContents(contents: StandinWebContents): StandinWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('move');
    this.emit('resize');
    this.webContents.link.then(({ page }) => page.setViewportSize(this.#bounds)).catch(() => undefined);
  }

  setBackgroundColor(color: string): void {
    this.#background = color;
  }

  /** Electron answers `#RRGGBB` in capitals, whatever was set. */
  getBackgroundColor(): string {
    return this.#background.toUpperCase();
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#maximized = false;
    this.emit('unmaximize');
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  minimize(): void {
    this.#minimized = true;
    this.blur();
    this.emit('minimize');
  }

  restore(): void {
    this.#minimized = false;
    this.emit('restore');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
    this.focus();
  }

  hide(): void {
    this.#visible = false;
    this.blur();
    this.emit('hide');
  }

  isFocused(): boolean {
    return focused === this;
  }

  focus(): void {
    if (focused === this) return;
    focused?.blur();
    setFocused(this);
    this.emit('focus');
  }

  blur(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    this.requestClose();
  }

  requestClose(): boolean {
    if (this.#destroyed) return true;
    const event = cancellableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.blur();
    windows.delete(this);
    this.webContents.destroyed();
    this.emit('closed');
    // At the end the whole browser is closed in order, which also writes its storage to disk.
    if (!app.isQuitting()) this.webContents.link.then(({ page }) => page.close()).catch(() => undefined);
    app.windowClosed(this);
  }

  async #attach(page: Awaited<StandinWebContents['link']>['page']): Promise<void> {
    page.on('close', () => this.requestClose());
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    const follow = () =>
      page.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' });
    nativeTheme.on('updated', () => void follow().catch(() => undefined));
    await follow();
  }
}

function startFailed(error: unknown): void {
  console.error('stand-in: the window could not be opened', error);
  app.exit(70);
}

export const BrowserWindow = StandinWindow;
