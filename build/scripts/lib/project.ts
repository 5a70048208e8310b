import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the work tree. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Absolute path of a file given from the root. */
export const fromRoot = (...parts: string[]): string => path.join(root, ...parts);

/** The folders that hold code; every check looks at these and nothing else. */
export const codeFolders = [
  'src-shared',
  'src-server',
  'src-renderer',
  'src-main',
  'src-widget',
  'build',
  'tests',
] as const;

/** Path from the root with forward slashes, as it is printed and matched on every system. */
export const toPosix = (file: string): string => file.split(path.sep).join('/');
