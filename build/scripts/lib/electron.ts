import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killTree } from './process-tree.ts';
import { fromRoot } from './project.ts';

const folder = fromRoot('node_modules', 'electron');

/** Where an attempt that failed is remembered, so that not every start without a network waits for the next one. */
const failure = fromRoot('.cache', 'electron-download-failed');
const RETRY_AFTER_MS = 12 * 60 * 60 * 1000;
/** A download that brings nothing for so long is given up. */
const SILENCE_MS = 20_000;

/** Can this machine show a window at all? */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * Electron's program, looked up by its files. Asking the npm package (`require('electron')`) would download it
 * without any bound in time.
 */
export function findElectron(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const pathFile = path.join(folder, 'path.txt');
  const usual = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8')
    : `${usual}${process.platform === 'win32' ? '.exe' : ''}`;
  const program = path.join(override ?? path.join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

/** Bytes below a folder; a file that vanishes meanwhile counts nothing. */
function size(place: string): number {
  try {
    const stat = statSync(place);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(place).reduce((sum, name) => sum + size(path.join(place, name)), 0);
  } catch {
    return 0;
  }
}

/** Why there is no Electron, as the second half of a sentence; undefined when a download may be tried. */
function reasonNotToTry(env: NodeJS.ProcessEnv): string | undefined {
  if (env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return 'its download is switched off';
  if (existsSync(failure) && Date.now() - statSync(failure).mtimeMs < RETRY_AFTER_MS) {
    return 'it could not be downloaded lately';
  }
  return undefined;
}

/**
 * Finds Electron or downloads it.
 * @param onProgress megabytes so far, about once a second while a download is running
 * @param abort gives a running download up
 * @returns the program, or why there is none, as the second half of a sentence
 */
export async function provideElectron(
  onProgress: (megabytes: number) => void,
  abort: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ program: string } | { reason: string }> {
  if (!hasDisplay(env)) return { reason: 'this machine has no display' };
  const present = findElectron(env);
  if (present !== undefined) return { program: present };
  const reason = reasonNotToTry(env);
  if (reason !== undefined) return { reason };
  await download(env, onProgress, abort);
  const program = findElectron(env);
  if (program !== undefined) {
    rmSync(failure, { force: true });
    return { program };
  }
  if (!abort.aborted) writeFileSync(failure, '');
  return { reason: 'it could not be downloaded' };
}

/** Runs Electron's own installer and gives it up when neither its download nor its unpacking moves. */
function download(
  env: NodeJS.ProcessEnv,
  onProgress: (megabytes: number) => void,
  abort: AbortSignal,
): Promise<void> {
  // A temporary folder of its own shows how much has arrived.
  const temporary = mkdtempSync(path.join(tmpdir(), 'otklik-electron-'));
  const child = spawn(process.execPath, [path.join(folder, 'install.js')], {
    env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: 'ignore',
  });
  const giveUp = (): void => {
    if (child.pid !== undefined) killTree(child.pid);
  };
  abort.addEventListener('abort', giveUp, { once: true });
  let arrived = 0;
  let movedAt = performance.now();
  const watch = setInterval(() => {
    const now = size(temporary) + size(path.join(folder, 'dist'));
    if (now > arrived) {
      arrived = now;
      movedAt = performance.now();
      onProgress(Math.round(arrived / 1_000_000));
    } else if (performance.now() - movedAt > SILENCE_MS) giveUp();
  }, 1_000);
  return new Promise((resolve) => {
    const finish = (): void => {
      clearInterval(watch);
      abort.removeEventListener('abort', giveUp);
      rmSync(temporary, { recursive: true, force: true });
      resolve();
    };
    child.once('error', finish);
    child.once('exit', finish);
  });
}
