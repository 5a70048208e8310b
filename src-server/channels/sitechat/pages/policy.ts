import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from './html.ts';

export type PageLanguage = 'ru' | 'en';

/** Everything from this hub, nothing inline, nothing framed. The `ws:` forms are for browsers whose 'self' leaves sockets out. */
function policy(request: FastifyRequest): string {
  const sockets = `${request.protocol === 'https' ? 'wss' : 'ws'}://${request.host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${/^[\w.:[\]-]+$/.test(request.host) ? sockets : ''}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** `?lang=ru`, else what the browser prefers, else English. */
export function pageLanguage(request: FastifyRequest): PageLanguage {
  const asked = (request.query as { lang?: unknown }).lang;
  if (asked === 'ru' || asked === 'en') return asked;
  const preferred = (request.headers['accept-language'] ?? '').split(',');
  const known = preferred
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((l) => l === 'ru' || l === 'en');
  return known === 'ru' ? 'ru' : 'en';
}

export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  page: Html,
): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(request),
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
      vary: 'Accept-Language',
    })
    .send(page.markup);
}
