import { expect, test } from 'vitest';
import { createCodec } from './codec.ts';

const codec = createCodec();
const roundTrip = (value: unknown): unknown => codec.decode(codec.encode(value));

test.each([
  [undefined],
  [null],
  [Number.NaN],
  [-Infinity],
  [5n],
  ['text'],
  [[1, undefined, { a: null }]],
  [{ u: 1, n: 'x', o: [], nested: { d: 5 } }],
  [new Date(1_700_000_000_000)],
  [new Map([['a', new Set([1])]])],
  [Uint8Array.of(0, 255)],
])('%s arrives as it was', (value) => {
  expect(roundTrip(value)).toEqual(value);
});

test('what structured cloning refuses is refused', () => {
  expect(() => codec.encode({ run: () => 1 })).toThrow(/could not be cloned/);
  expect(() => codec.encode(Symbol('x'))).toThrow(/could not be cloned/);
});

test('prototypes do not travel', () => {
  class Secret {
    readonly value = 1;
  }
  expect(Object.getPrototypeOf(roundTrip(new Secret()))).toBe(Object.prototype);
});

test('it works as text, as the page gets it', () => {
  // oxlint-disable-next-line eslint/no-implied-eval, typescript/no-implied-eval
  const inPage = new Function(`return (${createCodec.toString()})()`) as () => typeof codec;
  expect(inPage().decode(codec.encode({ a: [1] }))).toEqual({ a: [1] });
});
