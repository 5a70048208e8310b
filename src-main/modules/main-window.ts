/** The one window: its creation, its remembered place, and bringing it to the front. */
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CheckedStore } from '../settings/checked-store.ts';
import { appOrigin, isOwnUrl } from './url-policy.ts';
import { backgroundFor } from './window-background.ts';
import { fitBounds, minimumSize } from './window-bounds.ts';
import type { WindowState } from './window-bounds.ts';

const saveDelayMs = 400;

export interface MainWindow {
  /** Creates the window; listeners of `onCreated` have run before the page loads. */
  open(): void;
  /** Shows and focuses the window, creating it anew if it was closed (macOS keeps the application running). */
  bringToFront(): void;
  contents(): WebContents | null;
  onCreated(listener: (window: BrowserWindow) => void): void;
  /** The check behind every call: our window, its main frame, and still our page in it. */
  readonly isOwnMainFrame: (event: IpcMainInvokeEvent) => boolean;
}

export function createMainWindow(state: CheckedStore<WindowState>): MainWindow {
  const listeners: ((window: BrowserWindow) => void)[] = [];
  let window: BrowserWindow | null = null;

  function open(): void {
    const created = new BrowserWindow(windowOptions(state.get()));
    window = created;
    rememberPlace(created, state);
    followTheme(created);
    created.once('ready-to-show', () => {
      if (state.get().maximized) created.maximize();
      created.show();
    });
    created.once('closed', () => {
      window = null;
    });
    for (const listener of listeners) listener(created);
    // A failure arrives as `did-fail-load`, where recovery offers to reload.
    created.loadURL(`${appOrigin}/`).catch(() => undefined);
  }

  return {
    open,
    bringToFront() {
      if (window === null) return open();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    contents: () => window?.webContents ?? null,
    onCreated: (listener) => void listeners.push(listener),
    isOwnMainFrame: ({ sender, senderFrame }) =>
      window !== null &&
      sender.id === window.webContents.id &&
      // Null when the frame has navigated away since it sent the message.
      senderFrame !== null &&
      senderFrame.parent === null &&
      isOwnUrl(senderFrame.url),
  };
}

function windowOptions(saved: WindowState): Electron.BrowserWindowConstructorOptions {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const workAreas = [primary, ...others].map((display) => display.workArea);
  const icon = path.join(app.getAppPath(), 'build', 'icons', '256x256.png');
  return {
    ...fitBounds(saved.bounds, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Otklik',
    show: false,
    autoHideMenuBar: true,
    // The stored theme governs `nativeTheme` before any window is made: no flash of the other one.
    backgroundColor: backgroundFor(nativeTheme.shouldUseDarkColors),
    // An installed Otklik gets its icon from the package; this one is for a work tree.
    ...(existsSync(icon) ? { icon } : {}),
    webPreferences: {
      preload: path.join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: !app.isPackaged,
      // Chromium would fetch dictionaries from Google; spelling comes back with dictionaries of our own.
      spellcheck: false,
    },
  };
}

/** A window that grows shows its background for a frame, so that goes with the theme too. */
function followTheme(window: BrowserWindow): void {
  const follow = () => window.setBackgroundColor(backgroundFor(nativeTheme.shouldUseDarkColors));
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}

/** Saves at rest after moves, and at once when the window closes. */
function rememberPlace(window: BrowserWindow, state: CheckedStore<WindowState>): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    state.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', save);
}
