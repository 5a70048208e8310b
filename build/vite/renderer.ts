import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { fromRoot } from '../scripts/lib/project.ts';
import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs, version } from './shared.ts';

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
    plugins: [react(), tailwindcss()],
    worker: { format: 'es' },
    build: {
      outDir: fromRoot('dist/renderer'),
      emptyOutDir: true,
      target: 'es2023',
      sourcemap: true,
      // A strict Content-Security-Policy admits no data: URLs.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
    },
  },
};
