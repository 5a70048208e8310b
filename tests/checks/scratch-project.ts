import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

const ROOMS = [
  'src-shared',
  'src-server',
  'src-renderer',
  'src-main',
  'src-main/preload',
  'src-widget',
  'tests',
];
const CONFIGS = ['package.json', 'tsconfig.json', '.oxlintrc.json', '.prettierrc.json'];

/** Makes an empty folder that vanishes after the test. */
export function scratchFolder(): string {
  // The real path: tools answer with it, and on macOS the temporary folder is a link.
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'otklik-check-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Makes a project with this one's settings and packages but only the given files; it vanishes after the test.
 * @param files content by path from its root
 * @returns its root
 */
export function scratchProject(files: Record<string, string>): string {
  const root = scratchFolder();
  const configs = [...CONFIGS, ...ROOMS.map((room) => `${room}/tsconfig.json`)];
  for (const config of configs) cpSync(path.join(projectRoot, config), path.join(root, config));
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'), 'junction');
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}
