import path from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Bundles the benchmark's page, with floors, peers and the product's own client, as production code. @returns the folder */
export async function buildPage(outDir: string): Promise<string> {
  await build({
    root: path.join(here, '..', 'page'),
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [react(), tailwindcss()],
    worker: { format: 'es' },
    // PouchDB reads `global`, as in the days of browserify.
    define: { global: 'globalThis' },
    build: { outDir, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false } },
  });
  return outDir;
}
