import type { InlineConfig } from 'vite';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fromRoot, root } from '../scripts/lib/project.ts';

/** What every part's bundle depends on besides its own sources. */
export const commonInputs = ['src-shared', 'build/vite', 'package.json', 'package-lock.json'] as const;

/** Version of Otklik: of the hub, the shell and the client alike. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')));

/** How long a plugin took is no news to somebody who starts the product. */
export const quiet = { checks: { pluginTimings: false } } as const;

/** Settings common to all parts; `configFile: false` because everything is said here. */
export const baseConfig: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  clearScreen: false,
};

/**
 * A bundle for Node: one file `<name>` in `outDir`.
 * @param bundlePackages true puts npm packages into the file (the desktop app ships without node_modules)
 */
export function nodeBundle(
  entry: string,
  outDir: string,
  fileName: string,
  format: 'es' | 'cjs',
  bundlePackages: boolean,
): InlineConfig {
  return {
    ...baseConfig,
    ssr: { target: 'node', ...(bundlePackages ? { noExternal: true as const, external: ['electron'] } : {}) },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        ...quiet,
        external: ['electron', /^node:/],
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}

/** How every script for other people's sites is built; they lie side by side. */
export const siteScript = {
  outDir: 'dist/widget',
  emptyOutDir: false,
  target: 'es2022',
  minify: true,
  sourcemap: false,
  rolldownOptions: quiet,
} as const;
