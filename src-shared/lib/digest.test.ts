import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idFromName, sha256Words } from './digest.ts';

const hex = (words: readonly number[]): string =>
  words.map((word) => word.toString(16).padStart(8, '0')).join('');

describe('sha256Words', () => {
  it('agrees with node:crypto on texts of every length around the borders of its chunks', () => {
    for (let length = 0; length <= 200; length += 1) {
      const text = 'a1-'.repeat(80).slice(0, length);
      expect(hex(sha256Words(text)), `${length} letters`).toBe(
        createHash('sha256').update(text).digest('hex'),
      );
    }
  });

  it('agrees with node:crypto on any ASCII text', () => {
    const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 300 });
    fc.assert(
      fc.property(ascii, (text) => {
        expect(hex(sha256Words(text))).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });
});

describe('idFromName', () => {
  it('makes a UUID of version 8, the same for the same name and another for another', () => {
    const id = idFromName('one');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idFromName('one')).toBe(id);
    expect(idFromName('two')).not.toBe(id);
  });
});
