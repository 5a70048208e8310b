import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { windowBackground } from './window-background.ts';

test('the window has the colours of the page that comes into it', () => {
  const tokens = readFileSync(new URL('../../src-renderer/kit/tokens.css', import.meta.url), 'utf8');
  const canvases = [...tokens.matchAll(/--canvas: (#[\da-f]{6});/g)].map((match) => match[1]);
  expect(canvases).toEqual([windowBackground.light, windowBackground.dark]);
});
