/** The Chromium behind all windows of one stand-in process, with a profile that outlives it. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { browserArgs, fakeDeviceArgs, findBrowser } from '#tests/browser/find.ts';
import { environment } from './environment.ts';
import { startOriginServer } from './protocol.ts';

let starting: Promise<BrowserContext> | null = null;
/** The blank page that Chromium opens by itself; the first window takes it. */
let sparePage: Page | undefined;

export async function newPage(): Promise<Page> {
  starting ??= start();
  const context = await starting;
  const page = sparePage;
  sparePage = undefined;
  return page ?? context.newPage();
}

export async function closeBrowser(): Promise<void> {
  if (starting !== null) await (await starting).close();
}

async function start(): Promise<BrowserContext> {
  const { profile } = environment;
  mkdirSync(profile, { recursive: true });
  const { hosts, port } = await startOriginServer();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().executablePath,
    headless: true,
    viewport: null,
    locale: environment.locale,
    args: [
      ...browserArgs,
      ...(environment.fakeDevices ? fakeDeviceArgs : []),
      // A second client (the test) attaches here; the port is written into the profile.
      '--remote-debugging-port=0',
      // Vanilla Chromium cannot navigate to app://, so each host of such a scheme is an origin on loopback.
      `--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`).join(',')}`,
      // window.open returns null as under Electron when denied; the shell's handler is asked nevertheless.
      '--block-new-web-contents',
    ],
  });
  sparePage = context.pages()[0];
  process.send?.({ kind: 'browser', endpoint: debuggingEndpoint(profile) });
  return context;
}

function debuggingEndpoint(profile: string): string {
  const [port] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port}`;
}
