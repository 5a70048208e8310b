import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepEqual } from './structural.ts';

const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom(null, 'a', undefined),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('node'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).node;

describe('keeping what is equal', () => {
  it('gives what is new, as it is', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(keepEqual(before, after)).toStrictEqual(after);
      }),
    );
  });

  it('gives the old object when nothing changed', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(keepEqual(value, structuredClone(value))).toBe(value);
      }),
    );
  });

  it('keeps the unchanged parts of what changed', () => {
    const before = { a: { deep: [1, 2] }, b: 1, map: new Map([['k', { v: 1 }]]) };
    const after = keepEqual(before, { a: { deep: [1, 2] }, b: 2, map: new Map([['k', { v: 1 }]]) });
    expect(after).not.toBe(before);
    expect(after.a).toBe(before.a);
    expect(after.map).toBe(before.map);
  });

  it('keeps a Set of the same, in whatever order, and sees one that lost, gained or changed something', () => {
    const one = new Set(['a', 'b']);
    expect(keepEqual(one, new Set(['b', 'a']))).toBe(one);
    for (const next of [new Set(['a']), new Set(['a', 'b', 'c']), new Set(['a', 'c'])])
      expect(keepEqual<unknown>(one, next)).toBe(next);
  });

  it('sees a Map that lost, gained or changed an entry', () => {
    const one = new Map([['a', 1]]);
    for (const other of [new Map(), new Map([['b', 1]]), new Map([['a', 2]]), new Map([...one, ['b', 2]])])
      expect(keepEqual(one, other)).toEqual(other);
  });
});
