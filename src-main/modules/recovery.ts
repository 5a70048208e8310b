/** A page that failed to load, crashed or hangs: the person is told and offered to reload, natively. */
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { ShellLog } from './logging.ts';
import type { ShellTexts } from './texts.ts';

/** Chromium's net::ERR_ABORTED: somebody stopped or replaced the load on purpose. */
const aborted = -3;

interface Trouble {
  readonly message: string;
  readonly detail: string;
  /** What the second button does. */
  readonly otherwise: 'wait' | 'quit';
}

export function installRecovery(window: BrowserWindow, texts: () => ShellTexts, log: ShellLog): void {
  const { webContents } = window;
  const logFailure = (error: unknown) => log.error('The recovery dialog failed', error);
  let open: AbortController | null = null;
  let hangs = false;
  /** We ended the page's process ourselves; its end is no news. */
  let endedByUs = false;

  const reload = () => {
    // A hanging page cannot run the reload it is asked for, so its process goes first.
    if (hangs) {
      hangs = false;
      endedByUs = true;
      webContents.forcefullyCrashRenderer();
    }
    webContents.reload();
  };
  const report = async (trouble: Trouble): Promise<void> => {
    // One question at a time: a crash during "does not respond" replaces it.
    open?.abort();
    const controller = new AbortController();
    open = controller;
    const answer = await ask(window, trouble, texts(), controller.signal);
    if (open === controller) open = null;
    if (controller.signal.aborted || window.isDestroyed()) return;
    if (answer === 'reload') reload();
    else if (trouble.otherwise === 'quit') app.quit();
  };

  webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (!isMainFrame || code === aborted) return;
    log.error(`The page failed to load: ${description} (${code})`);
    const { loadFailed, loadFailedDetail } = texts();
    report({ message: loadFailed, detail: loadFailedDetail, otherwise: 'quit' }).catch(logFailure);
  });
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const expected = endedByUs || reason === 'clean-exit';
    endedByUs = false;
    if (expected) return;
    hangs = false;
    log.error(`The page's process is gone: ${reason} (${exitCode})`);
    const { crashed, crashedDetail } = texts();
    report({ message: crashed, detail: crashedDetail, otherwise: 'quit' }).catch(logFailure);
  });
  window.on('unresponsive', () => {
    hangs = true;
    log.error('The page does not respond');
    const { unresponsive, unresponsiveDetail } = texts();
    report({ message: unresponsive, detail: unresponsiveDetail, otherwise: 'wait' }).catch(logFailure);
  });
  window.on('responsive', () => {
    hangs = false;
    open?.abort();
  });
}

async function ask(
  window: BrowserWindow,
  trouble: Trouble,
  texts: ShellTexts,
  signal: AbortSignal,
): Promise<'reload' | 'otherwise'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: texts.name,
    message: trouble.message,
    detail: trouble.detail,
    buttons: [texts.reload, trouble.otherwise === 'wait' ? texts.waitButton : texts.quitButton],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
    signal,
  });
  return response === 0 ? 'reload' : 'otherwise';
}
