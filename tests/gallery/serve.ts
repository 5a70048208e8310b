import { createServer, type Server } from 'node:http';
import { readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface Gallery {
  /** Address of the page, without query. */
  url: string;
  close(): Promise<void>;
}

/** Builds the gallery into a folder of its own and serves it on a free port of this machine. */
export async function openGallery(): Promise<Gallery> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'otklik-gallery-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [react(), tailwindcss(), galleryInsteadOfApp()],
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: path.join(root, 'src-renderer', 'index.html') },
    },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(outDir, path.normalize(pathname));
    readFile(file).then(
      (content) => {
        response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/src-renderer/index.html`, close: () => closeAll(server, outDir) };
}

/** The product's own page, with the gallery's entry and styles in the places of the product's. */
function galleryInsteadOfApp(): Plugin {
  const swaps = [
    ['./app/main.tsx', '../tests/gallery/main.tsx'],
    ['./kit/styles.css', '../tests/gallery/gallery.css'],
  ] as const;
  return {
    name: 'gallery-instead-of-app',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        swaps.reduce((page, [product, gallery]) => {
          if (!page.includes(product)) throw new Error(`src-renderer/index.html names no ${product}`);
          return page.replace(product, gallery);
        }, html),
    },
  };
}

async function closeAll(server: Server, outDir: string): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  await rm(outDir, { recursive: true, force: true });
}
