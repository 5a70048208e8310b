import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { html } from './html.ts';
import { pageLanguage, sendPage } from './policy.ts';

const request = (patch: object): FastifyRequest =>
  ({
    query: {},
    headers: {},
    protocol: 'https',
    host: 'chat.example',
    ...patch,
  }) as unknown as FastifyRequest;

describe('the language of a page', () => {
  it.each([
    [{ query: { lang: 'ru' }, headers: { 'accept-language': 'en' } }, 'ru'],
    [{ query: { lang: 'de' }, headers: { 'accept-language': 'ru-RU,ru;q=0.9' } }, 'ru'],
    [{ headers: { 'accept-language': 'de-DE, RU;q=0.8, en;q=0.7' } }, 'ru'],
    [{ headers: { 'accept-language': 'en-US,ru;q=0.5' } }, 'en'],
    [{ headers: { 'accept-language': 'fr' } }, 'en'],
    [{ query: { lang: ['ru'] } }, 'en'],
    [{}, 'en'],
  ] as const)('%j: %s', (asked, language) => {
    expect(pageLanguage(request(asked))).toBe(language);
  });
});

describe('what a page may do', () => {
  /** Headers of a page that was sent. */
  function headersFor(patch: object): Record<string, string> {
    let sent: Record<string, string> = {};
    const reply = {
      code: () => reply,
      headers: (values: Record<string, string>) => {
        sent = values;
        return reply;
      },
      send: () => reply,
    };
    sendPage(request(patch), reply as never, 200, html`x`);
    return sent;
  }
  const policyFor = (patch: object): string => headersFor(patch)['content-security-policy'] ?? '';

  it('is to load from this hub, and to talk to it by its own name', () => {
    const policy = policyFor({});
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' wss://chat.example;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policyFor({ protocol: 'http', host: '[::1]:8080' })).toContain(
      "connect-src 'self' ws://[::1]:8080;",
    );
  });

  it('is not changed by a name that is more than a name', () => {
    for (const host of ['chat.example; script-src *', 'a b', "x'", 'chat.example,evil.example', ''])
      expect([host, policyFor({ host })]).toEqual([
        host,
        expect.stringContaining("connect-src 'self';") as string,
      ]);
  });

  it('says that its language depends on who asks, and that it is text of no other kind', () => {
    expect(headersFor({})).toMatchObject({ vary: 'Accept-Language', 'x-content-type-options': 'nosniff' });
  });
});
