import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, cutText, PREVIEW_LENGTH, previewOf, utf8Length } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('utf8Length', () => {
  it('agrees with a real encoder, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, codeUnits), (text) => utf8Length(text) === Buffer.byteLength(text)),
    );
  });
});

describe('cleanText', () => {
  it('keeps what people write', () => {
    const text = 'Привет,\n\tмир! 👩‍👩‍👧 שלום <b>&amp;</b>';
    expect(cleanText(text)).toBe(text);
  });

  it('unifies line ends and drops control characters', () => {
    expect(cleanText('a\r\nb\rc\u0000d\u0007e\u009ff')).toBe('a\nb\ncdef');
  });

  it('leaves only what a database and a strict encoder take, and is stable', () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toContain('\u0000');
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });
});

describe('cutText', () => {
  it('keeps as much as it may, and never half a character', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('ab😀', 3)).toBe('ab');
    expect(cutText('ab😀', 4)).toBe('ab😀');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(70), (text, length) => {
        const cut = cutText(text, length);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.isWellFormed()).toBe(true);
        expect(Math.min(length, text.length) - cut.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('previewOf', () => {
  it('folds white space to one line', () => {
    expect(previewOf('  one\n\n two\tthree ')).toBe('one two three');
  });

  it('cuts at the limit, never through a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const preview = previewOf(text);
        expect(preview.length).toBeLessThanOrEqual(PREVIEW_LENGTH);
        expect(preview.isWellFormed()).toBe(true);
      }),
    );
    expect(previewOf('😀'.repeat(10), 6)).toBe('😀😀…');
  });
});
