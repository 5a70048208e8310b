import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSchema } from '../domain/ids.ts';
import { deriveId, uuidv7 } from './ids.ts';

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('uuidv7', () => {
  it('is a valid UUID of version 7 for any clock and any random bytes', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 48 - 1), random, (now, bytes) => {
        const id = uuidv7(now, bytes);
        expect(idSchema.parse(id)).toBe(id);
        expect(id[14]).toBe('7');
      }),
    );
  });

  it('matches the example of RFC 9562', () => {
    const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 47),
        fc.integer({ min: 1, max: 2 ** 40 }),
        random,
        random,
        (now, later, a, b) => {
          expect(uuidv7(now, a) < uuidv7(now + later, b)).toBe(true);
        },
      ),
    );
  });

  it('refuses too little randomness', () => {
    expect(() => uuidv7(0, new Uint8Array(9))).toThrow(/10 random bytes/);
  });
});

describe('deriveId', () => {
  it('gives valid, different, repeatable ids', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 0xffff }), (bytes, n) => {
        const id = uuidv7(1_700_000_000_000, bytes);
        const derived = deriveId(id, n);
        expect(idSchema.parse(derived)).toBe(derived);
        expect(derived).not.toBe(id);
        expect(deriveId(id, n)).toBe(derived);
      }),
    );
  });
});
