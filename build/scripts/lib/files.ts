import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { toPosix } from './project.ts';

/** Folders that are never source, wherever they lie. */
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'release',
  'coverage',
  'test-results',
  'playwright-report',
  'data',
]);

/** `data` is generated at the top (the hub's data folder), but `src-renderer/data` is source. */
const isSkipped = (name: string, parent: string): boolean =>
  name.startsWith('.') || (SKIPPED.has(name) && (name !== 'data' || parent === ''));

/**
 * All files below `start`, or `start` itself when it is a file.
 * Walks the disk instead of asking git, so that it also works in an unpacked archive and sees new files.
 * @param base folder the answers are relative to
 * @param start folder or file, relative to `base`
 * @returns sorted paths relative to `base`, with forward slashes; empty when `start` does not exist
 */
export function listFiles(base: string, start = ''): string[] {
  const full = path.join(base, start);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [toPosix(start)];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !isSkipped(entry.name, toPosix(start)))
    .flatMap((entry) => {
      const child = path.join(start, entry.name);
      return entry.isDirectory() ? listFiles(base, child) : [toPosix(child)];
    })
    .toSorted();
}

export const isScript = (file: string): boolean =>
  /\.(ts|tsx|mts|mjs|cjs)$/.test(file) && !file.endsWith('.d.ts');

export const isTest = (file: string): boolean => file.startsWith('tests/') || /\.test\.tsx?$/.test(file);
