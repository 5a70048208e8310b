/**
 * The desktop shell, as a list of its parts in the order in which they start.
 *
 * Places kept for what comes later (each a module of its own, wired here and nowhere else):
 * tray and notifications beside `counter`, global hotkeys beside `menu`, autostart beside `settings`,
 * updates after the window is shown.
 */
import { app, dialog, nativeTheme } from 'electron';
import { installAppMenu } from './modules/app-menu.ts';
import { openBridge } from './modules/bridge.ts';
import { createCalls } from './modules/calls.ts';
import { installContextMenu } from './modules/context-menu.ts';
import { guardContents, guardSession } from './modules/guards.ts';
import { startLogging } from './modules/logging.ts';
import { createMainWindow } from './modules/main-window.ts';
import { watchPower } from './modules/power.ts';
import { registerAppScheme, serveRenderer } from './modules/renderer-protocol.ts';
import { installRecovery } from './modules/recovery.ts';
import { claimSingleInstance } from './modules/single-instance.ts';
import { shellTexts } from './modules/texts.ts';
import { readPresetHub } from './settings/preset-hub.ts';
import { openSecrets } from './settings/secrets.ts';
import { openClientSettings, openWindowState } from './settings/stores.ts';

const log = startLogging();

// All of this must happen before Electron is ready, therefore before any `await`.
if (claimSingleInstance()) {
  registerAppScheme();
  app.enableSandbox();
  app.whenReady().then(run).catch(fail);
} else {
  log.info('Otklik runs already with this data folder: its window was brought to the front');
  app.quit();
}

function run(): void {
  const settings = openClientSettings(log);
  const secrets = openSecrets(log);
  const presetHub = readPresetHub(process.env, log);
  const texts = () => shellTexts(settings.get().language, app.getLocale());
  nativeTheme.themeSource = settings.get().theme;

  serveRenderer();
  guardSession(log);
  guardContents(log);

  const window = createMainWindow(openWindowState(log));
  const bridge = openBridge(window.isOwnMainFrame, log);
  bridge.answer(createCalls({ settings, secrets, presetHub }));
  settings.onChange((next) => {
    nativeTheme.themeSource = next.theme;
    installAppMenu(texts());
    bridge.tell(window.contents(), 'settings.changed', next);
  });

  installAppMenu(texts());
  window.onCreated((browserWindow) => {
    installContextMenu(browserWindow, texts);
    installRecovery(browserWindow, texts, log);
    browserWindow.on('focus', () => bridge.tell(browserWindow.webContents, 'window.focused', null));
  });
  watchPower(() => bridge.tell(window.contents(), 'power.resumed', null));

  window.open();
  app.on('second-instance', () => window.bringToFront());
  app.on('activate', () => window.bringToFront());
  log.info('Shell started', { version: app.getVersion(), electron: process.versions.electron });
}

function fail(error: unknown): void {
  log.error('The shell could not start', error);
  const { startFailed, startFailedDetail } = shellTexts('system', app.getLocale());
  dialog.showErrorBox(startFailed, `${startFailedDetail}\n${app.getPath('userData')}\n\n${String(error)}`);
  app.exit(1);
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
