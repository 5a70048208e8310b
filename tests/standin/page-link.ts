/**
 * One Chromium page with everything the stand-in attaches to it: the preload script, the carried IPC, the
 * veto over navigations, the answer to `window.open`. Speaks CDP because Playwright offers no veto.
 */
import { existsSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { newPage } from './browser.ts';
import { createCodec } from './codec.ts';
import { pageScript, receiveFunction, sendBinding } from './page-side.ts';
import type { PageMessage, ShellMessage } from './page-side.ts';

const codec = createCodec();

/** Who sent a message: the trusted origin of the script context, as Chromium tells it. */
export interface Sender {
  readonly isMainFrame: boolean;
  readonly origin: string;
}

export interface PageOwner {
  /** Answers an `invoke`; a rejection reaches the page as an error. */
  answer(sender: Sender, channel: string, args: unknown[]): Promise<unknown>;
  message(sender: Sender, channel: string, args: unknown[]): void;
  /** @returns false to keep the page where it is. */
  mayNavigate(url: string, isMainFrame: boolean, isRedirect: boolean): boolean;
  windowOpened(url: string): void;
}

export interface PageLink {
  readonly page: Page;
  readonly cdp: CDPSession;
  send(channel: string, args: unknown[]): Promise<void>;
}

export async function linkPage(preload: string | undefined, owner: PageOwner): Promise<PageLink> {
  const page = await newPage();
  const cdp = await page.context().newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const mainFrameId = frameTree.frame.id;

  const tell = async (message: ShellMessage, contextId?: number): Promise<void> => {
    const expression = `globalThis.${receiveFunction}?.(${JSON.stringify(message)})`;
    await cdp.send('Runtime.evaluate', contextId === undefined ? { expression } : { expression, contextId });
  };

  await carryMessages(cdp, mainFrameId, owner, tell);
  await guardNavigation(cdp, mainFrameId, owner);
  cdp.on('Page.windowOpen', ({ url }) => owner.windowOpened(url));
  await cdp.send('Page.enable');
  if (preload !== undefined && existsSync(preload)) {
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(preload) });
  }
  return {
    page,
    cdp,
    send: (channel, args) => tell({ kind: 'event', channel, args: codec.encode(args) }),
  };
}

type Tell = (message: ShellMessage, contextId?: number) => Promise<void>;

async function carryMessages(
  cdp: CDPSession,
  mainFrameId: string,
  owner: PageOwner,
  tell: Tell,
): Promise<void> {
  const senders = new Map<number, Sender>();
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    const frameId = (context.auxData as { frameId?: string } | undefined)?.frameId;
    senders.set(context.id, { isMainFrame: frameId === mainFrameId, origin: context.origin });
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => senders.delete(executionContextId));
  cdp.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
    const sender = senders.get(executionContextId);
    if (sender === undefined) return;
    const message = JSON.parse(payload) as PageMessage;
    const args = codec.decode(message.args) as unknown[];
    if (message.kind === 'send') return owner.message(sender, message.channel, args);
    answer(owner, sender, message.channel, args)
      .then((result) => tell({ kind: 'answer', id: message.id, ...result }, executionContextId))
      // The page has gone while the shell was working, as may happen under Electron.
      .catch(() => undefined);
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: sendBinding });
}

async function answer(
  owner: PageOwner,
  sender: Sender,
  channel: string,
  args: unknown[],
): Promise<{ ok: boolean; value: string }> {
  try {
    return { ok: true, value: codec.encode(await owner.answer(sender, channel, args)) };
  } catch (error) {
    return { ok: false, value: codec.encode(`Error invoking remote method '${channel}': ${String(error)}`) };
  }
}

async function guardNavigation(cdp: CDPSession, mainFrameId: string, owner: PageOwner): Promise<void> {
  cdp.on('Fetch.requestPaused', ({ requestId, request, frameId, redirectedRequestId }) => {
    const may = owner.mayNavigate(request.url, frameId === mainFrameId, redirectedRequestId !== undefined);
    const verdict = may
      ? cdp.send('Fetch.continueRequest', { requestId })
      : cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    // Fails only when the page was closed meanwhile.
    verdict.catch(() => undefined);
  });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] });
}
