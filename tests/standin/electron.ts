/** What the shell imports as `electron`: the part of its API that the shell uses, and no more. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { clipboard, dialog, Menu, nativeTheme, powerMonitor, screen, shell } from './system.ts';

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
};

export type StandinElectron = typeof electron;

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
};
// Libraries import it whole.
// oxlint-disable-next-line import/no-default-export
export default electron;
