/** From a request for `app://otklik/…` to a file of the renderer: pure decisions, no disk. */
import path from 'node:path';

export const indexFile = 'index.html';

const mimeTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Chromium refuses scripts, styles and wasm of a wrong type, so an unknown ending is only ever a download. */
export function mimeTypeOf(file: string): string {
  return mimeTypes[path.posix.extname(file).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * @param pathname of the request's URL, still percent-encoded.
 * @returns the file relative to the renderer's folder with `/` between its parts, or `null` when the path
 *   tries to leave the folder. Addresses without a file ending belong to screens: they get `index.html`.
 */
export function rendererFile(pathname: string): string | null {
  const decoded = decode(pathname);
  if (decoded === null) return null;
  // A backslash, a drive or a stream (":") would mean another file on Windows than the parts suggest.
  if (/[\0\\:]/.test(decoded)) return null;
  const parts = decoded.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => part === '..')) return null;
  const last = parts.at(-1);
  return last !== undefined && path.posix.extname(last) !== '' ? parts.join('/') : indexFile;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
