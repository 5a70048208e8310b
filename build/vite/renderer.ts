import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { fromRoot } from '../scripts/lib/project.ts';
import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs, quiet, version } from './shared.ts';

/** Until the script has put the person's theme on the page nothing is painted, so nothing flashes in another one. */
const nothingPaintedBeforeTheme: Plugin = {
  name: 'nothing-painted-before-theme',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

export const renderer: BuildPart = {
  name: 'renderer',
  entry: 'src-renderer/index.html',
  inputs: ['src-renderer', ...commonInputs],
  outputs: ['dist/renderer/index.html'],
  config: {
    ...baseConfig,
    root: fromRoot('src-renderer'),
    // The same files are served by the hub under a path and by the shell under app://.
    base: './',
    // The hub and the shell read it from package.json themselves.
    define: { 'import.meta.env.VITE_OTKLIK_VERSION': JSON.stringify(version) },
    plugins: [react(), tailwindcss(), nothingPaintedBeforeTheme],
    worker: { format: 'es' },
    build: {
      outDir: fromRoot('dist/renderer'),
      emptyOutDir: true,
      target: 'es2023',
      sourcemap: true,
      // A strict Content-Security-Policy admits no data: URLs.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // It comes from the disk or from the hub beside it, and is kept.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: quiet,
    },
  },
};
