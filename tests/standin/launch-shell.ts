/** Starts the built desktop shell: on real Electron where its runtime exists, else on the stand-in. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launchElectron } from './launch-electron.ts';
import { launchStandin } from './launch-standin.ts';
import type { LaunchOptions, ShellApp } from './shell-app.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** `OTKLIK_DIST` names another folder of built programs, e.g. one unpacked from a package. */
export const builtPrograms = process.env['OTKLIK_DIST'] ?? path.join(root, 'dist');

export async function launchShell(options: LaunchOptions): Promise<ShellApp> {
  const dist = options.dist ?? builtPrograms;
  for (const file of ['main.mjs', 'preload.cjs']) {
    if (!existsSync(path.join(dist, 'main', file))) {
      throw new Error(`${dist}/main/${file} is missing: run "npm run build" before the tests of the shell`);
    }
  }
  const electron = findElectron();
  return electron === null
    ? launchStandin({ ...options, dist })
    : launchElectron(electron, { ...options, dist });
}

/**
 * Electron's program, found by its files: `require('electron')` would try to download it.
 * @returns `null` when there is none, or when OTKLIK_STANDIN=1 asks for the stand-in nevertheless.
 */
export function findElectron(): string | null {
  if (process.env['OTKLIK_STANDIN'] === '1') return null;
  const folder = path.join(root, 'node_modules', 'electron');
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist');
  const program = path.join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}
