import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './csp.ts';

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name, ...sources] = directive.split(' ');
    return [name, sources];
  }),
);

test('what is not named is denied', () => {
  expect(directives.get('default-src')).toEqual(["'none'"]);
});

test('scripts come from the application only', () => {
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(directives.get('object-src')).toEqual(["'none'"]);
  expect(directives.get('base-uri')).toEqual(["'none'"]);
});

test('a hub may have any web address, and nothing but fetch and sockets may go there', () => {
  expect(directives.get('connect-src')).toEqual(["'self'", 'https:', 'wss:', 'http:', 'ws:']);
  for (const [name, sources] of directives) {
    if (name !== 'connect-src') expect(sources.join(' '), name).not.toMatch(/https?:|wss?:|\*/);
  }
});
