import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contrast,
  DARK_BACKGROUND,
  LIGHT_BACKGROUND,
  MIN_CONTRAST,
  mix,
  readableOn,
  surface,
} from './contrast.ts';

const colour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((rgb) => `#${rgb.map((c) => c.toString(16).padStart(2, '0')).join('')}`);

describe('contrast', () => {
  it('agrees with WCAG at the ends', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1);
  });
});

describe('whatever accent a company chooses', () => {
  it('text on it can be read', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const { background, text } = surface(accent);
        expect(contrast(background, text)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        const soft = mix(background, text === '#ffffff' ? '#000000' : '#ffffff', 0.16);
        expect(contrast(soft, text)).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }),
    );
  });

  it('it can be read as a text on the panel, light and dark', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom(LIGHT_BACKGROUND, DARK_BACKGROUND), (accent, background) => {
        expect(contrast(readableOn(background, accent), background)).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }),
    );
  });

  it('a readable one stays as it is', () => {
    expect(surface('#2f6f5e')).toEqual({ background: '#2f6f5e', text: '#ffffff' });
    expect(readableOn('#ffffff', '#2f6f5e')).toBe('#2f6f5e');
  });
});
