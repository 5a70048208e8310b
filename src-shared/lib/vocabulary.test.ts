import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Vocabulary } from './vocabulary.ts';

const word = fc.string({ unit: fc.constantFrom('а', 'б', 'x'), minLength: 1, maxLength: 4 });

test('finds what a look at everything would find, whatever was added and taken away', () => {
  const step = fc.record({ thing: fc.nat(5), words: fc.array(word, { maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), word, (steps, beginning) => {
      const vocabulary = new Vocabulary<number>();
      const truth = new Map<number, readonly string[]>();
      for (const { thing, words } of steps) {
        vocabulary.remove(truth.get(thing) ?? [], thing);
        vocabulary.add(words, thing);
        truth.set(thing, words);
        // In between, so that the order is made more than once.
        vocabulary.find('а', () => true);
      }
      const meant = (one: string): boolean => one.length < 4;
      const expected = [...truth]
        .filter(([, words]) => words.some((one) => one.startsWith(beginning) && meant(one)))
        .map(([thing]) => thing);
      expect(vocabulary.find(beginning, meant)).toEqual(new Set(expected));
    }),
  );
});
