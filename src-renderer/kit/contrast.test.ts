import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { oklchToRgb, parseHex, ratio, type Rgb } from '#tests/support/contrast.ts';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');

function tokensOf(theme: 'light' | 'dark'): Map<string, string> {
  const block = css.slice(css.indexOf(`[data-theme='${theme}']`));
  const body = block.slice(block.indexOf('{') + 1, block.indexOf('}'));
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
}

/** Text on ground, at least 4.5 : 1 (WCAG 2.2 AA, 1.4.3). */
const TEXT: [string, string[]][] = [
  [
    'text',
    ['canvas', 'surface', 'well', 'raised', 'hover', 'selected', 'bubble-in', 'bubble-out', 'bubble-hidden'],
  ],
  ['text-2', ['canvas', 'surface', 'well', 'raised', 'hover', 'selected']],
  ['text-3', ['canvas', 'surface', 'well', 'raised', 'hover', 'selected']],
  ['bubble-meta', ['bubble-in', 'bubble-out', 'bubble-hidden']],
  [
    'accent-text',
    ['canvas', 'surface', 'well', 'raised', 'accent-soft', 'bubble-in', 'bubble-out', 'bubble-hidden'],
  ],
  ['danger', ['canvas', 'surface', 'well', 'raised', 'selected', 'hover', 'danger-soft', 'bubble-out']],
  ['warn', ['canvas', 'surface', 'well', 'selected', 'hover', 'warn-soft', 'bubble-hidden']],
  ['surface', ['warn', 'warn-hover']],
  ['text-3', ['bubble-hidden']],
  ['ok', ['canvas', 'surface']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger', 'danger-hover']],
  ['text', ['team-soft', 'team-well', 'bubble-team']],
  ['text-2', ['team-soft', 'team-well']],
  ['text-3', ['team-soft', 'team-well']],
  ['bubble-meta', ['bubble-team']],
  ['accent-text', ['bubble-team', 'team-well']],
  ['danger', ['team-well']],
  ['warn', ['team-well']],
  ['team', ['surface', 'canvas', 'team-soft', 'raised', 'hover', 'selected']],
  ['on-team', ['team', 'team-hover']],
  ['on-badge', ['badge']],
  ['on-count', ['count']],
  ['rail-text', ['rail', 'rail-hover', 'rail-active']],
  ['rail-strong', ['rail', 'rail-hover', 'rail-active']],
];

/** What must be seen but not read, at least 3 : 1 (1.4.11): borders of fields, the focus ring, signs of state. */
const SHAPES: [string, string[]][] = [
  ['control-line', ['surface', 'canvas']],
  ['focus', ['canvas', 'surface', 'well', 'selected', 'hover', 'raised']],
  ['accent', ['canvas', 'surface']],
  ['warn', ['surface', 'bubble-hidden']],
  ['focus', ['bubble-hidden', 'team-well', 'team-soft']],
];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const tokens = tokensOf(theme);
  const color = (name: string): Rgb => parseHex(tokens.get(name) ?? '');

  const pairs = (table: [string, string[]][]) =>
    table.flatMap(([front, grounds]) => grounds.map((ground) => [front, ground] as const));

  test('texts can be read', () => {
    const weak = pairs(TEXT).filter(([front, ground]) => ratio(color(front), color(ground)) < 4.5);
    expect(weak).toEqual([]);
  });

  test('shapes can be seen', () => {
    const weak = pairs(SHAPES).filter(([front, ground]) => ratio(color(front), color(ground)) < 3);
    expect(weak).toEqual([]);
  });

  test('initials can be read on every hue of an avatar', () => {
    const lightness = Number(tokens.get('avatar-l'));
    const chroma = Number(tokens.get('avatar-c'));
    for (let hue = 0; hue < 360; hue += 15) {
      const ground = oklchToRgb(lightness, chroma, hue);
      expect(ratio(color('on-avatar'), ground), `hue ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
