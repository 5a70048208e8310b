/** Serves the built renderer to the page as `app://otklik/`, an origin that no web site can have. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contentSecurityPolicy } from './csp.ts';
import { indexFile, mimeTypeOf, rendererFile } from './renderer-files.ts';
import { appScheme, isOwnUrl } from './url-policy.ts';

/** `dist/renderer` beside `dist/main`, inside the package as well as in the work tree. */
const rendererFolder = path.join(import.meta.dirname, '..', 'renderer');

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Makes the scheme behave like https for the page: an origin with storage, a secure context (OPFS, Web
 * Locks), fetch, streams. Electron accepts this only before it is ready.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export function serveRenderer(): void {
  protocol.handle(appScheme, (request) => respond(request.method, request.url));
}

async function respond(method: string, url: string): Promise<Response> {
  if (!isOwnUrl(url)) return refuse(404);
  if (method !== 'GET' && method !== 'HEAD') return refuse(405);
  const file = rendererFile(new URL(url).pathname);
  const content = file === null ? null : await readRendererFile(file);
  // A package without its page is damaged. Only a network error makes Electron report a failed load; a 404
  // would be an empty window.
  if (file === indexFile && content === null) return Response.error();
  if (file === null || content === null) return refuse(404);
  const body = method === 'HEAD' ? null : new Uint8Array(content);
  return new Response(body, { headers: { ...headers, 'content-type': mimeTypeOf(file) } });
}

async function readRendererFile(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path.join(rendererFolder, file));
  } catch {
    return null;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers });
}
