/** `webContents`: a page with the events and vetoes that the shell listens to. */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { cancellableEvent } from './events.ts';
import { frameOf } from './frame.ts';
import type { StandinFrame } from './frame.ts';
import { ipcMain } from './ipc-main.ts';
import { linkPage } from './page-link.ts';
import type { PageLink, PageOwner, Sender } from './page-link.ts';
import { toChromiumUrl, toElectronUrl } from './protocol.ts';
import { applyPermissions } from './session.ts';

type WindowOpenHandler = (details: { url: string; disposition: string }) => { action: 'allow' | 'deny' };

let lastId = 0;

export class StandinWebContents extends EventEmitter implements PageOwner {
  readonly id: number;
  readonly mainFrame: StandinFrame;
  /** Resolves when the page exists; everything that is asked of it waits for this. */
  readonly link: Promise<PageLink>;
  readonly #preferences: object;
  #url = '';
  /** The address that the shell itself is loading: no veto over it. */
  #ownLoad: string | null = null;
  /** Ended when a crash that was ordered has happened; under Electron it happens at once. */
  #crash: Promise<void> = Promise.resolve();
  #destroyed = false;
  #onWindowOpen: WindowOpenHandler = () => ({ action: 'allow' });

  /** @param preferences the window's options; only `preload` has an effect, the others can be read. */
  constructor(preferences: { readonly preload?: string }) {
    super();
    this.#preferences = preferences;
    lastId += 1;
    this.id = lastId;
    this.mainFrame = frameOf(() => this.#url, null);
    this.link = linkPage(preferences.preload, this).then((link) => this.#attach(link));
    app.emit('web-contents-created', {}, this);
  }

  getURL(): string {
    return this.#url;
  }

  /** Undocumented in Electron, and there for this very purpose: what a page was really created with. */
  getLastWebPreferences(): object {
    return this.#preferences;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#onWindowOpen = handler;
  }

  async loadURL(url: string): Promise<void> {
    const { page } = await this.link;
    const target = toChromiumUrl(url);
    this.#ownLoad = target;
    try {
      await page.goto(target, { waitUntil: 'load' });
    } catch (error) {
      const reason = /net::(ERR_\w+)/.exec(String(error))?.[1] ?? 'ERR_FAILED';
      this.#loadFailed(reason, url);
      throw new Error(`${reason} loading '${url}'`, { cause: error });
    }
  }

  reload(): void {
    this.link
      .then(async ({ cdp }) => {
        await this.#crash;
        this.#ownLoad = toChromiumUrl(this.#url);
        // Not Playwright's reload, which refuses a page that has crashed.
        const { errorText } = await cdp.send('Page.navigate', { url: this.#ownLoad });
        if (errorText !== undefined) this.#loadFailed(errorText.replace('net::', ''), this.#url);
      })
      .catch((error: unknown) => console.error('stand-in: reload failed', error));
  }

  send(channel: string, ...args: unknown[]): void {
    // As under Electron: nobody hears what is sent to a page that is not there.
    this.link.then((link) => link.send(channel, args)).catch(() => undefined);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { cdp } = await this.link;
    const answer = await cdp.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
    return answer.result.value;
  }

  forcefullyCrashRenderer(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#crash = promise;
    this.link
      .then(({ page, cdp }) => {
        page.once('crash', () => resolve());
        // Its answer never comes: the process that should give it is dead.
        return cdp.send('Page.crash');
      })
      .catch(() => undefined);
  }

  answer(sender: Sender, channel: string, args: unknown[]): Promise<unknown> {
    return ipcMain.answer(channel, this.#ipcEvent(sender), args);
  }

  message(sender: Sender, channel: string, args: unknown[]): void {
    ipcMain.emit(channel, this.#ipcEvent(sender), ...args);
  }

  mayNavigate(chromiumUrl: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    if (isMainFrame && this.#ownLoad === chromiumUrl) {
      this.#ownLoad = null;
      return true;
    }
    const url = toElectronUrl(chromiumUrl);
    const event = cancellableEvent({ url, isMainFrame, isSameDocument: false, frame: this.mainFrame });
    this.emit(isRedirect ? 'will-redirect' : 'will-frame-navigate', event, url);
    if (isMainFrame && !isRedirect && !event.defaultPrevented) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  windowOpened(url: string): void {
    this.#onWindowOpen({ url: toElectronUrl(url), disposition: 'new-window' });
  }

  destroyed(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }

  #loadFailed(reason: string, url: string): void {
    this.emit('did-fail-load', {}, reason === 'ERR_ABORTED' ? -3 : -2, reason, url, true);
  }

  async #attach(link: PageLink): Promise<PageLink> {
    const { page, cdp } = link;
    cdp.on('Page.frameNavigated', ({ frame }) => {
      // After a failure the page shows Chromium's own, but it still is at the address that failed.
      if (frame.parentId === undefined) this.#url = toElectronUrl(frame.unreachableUrl ?? frame.url);
    });
    cdp.on('Page.navigatedWithinDocument', ({ url }) => {
      this.#url = toElectronUrl(url);
    });
    cdp.on('Page.loadEventFired', () => this.emit('did-finish-load'));
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }));
    await applyPermissions(cdp);
    return link;
  }

  /** The frame's address is our own record only as long as Chromium's word on the origin agrees with it. */
  #ipcEvent(sender: Sender): object {
    const origin = toElectronUrl(`${sender.origin}/`);
    const agrees = sender.isMainFrame && this.#url.startsWith(origin);
    const senderFrame = agrees
      ? this.mainFrame
      : frameOf(() => origin, sender.isMainFrame ? null : this.mainFrame);
    return { sender: this, senderFrame, frameId: 1, processId: 1, type: 'frame' };
  }
}
