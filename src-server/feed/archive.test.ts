import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intoBatches } from './archive.ts';

const dialog = (messages: number, n: number) => ({ found: { key: String(n), id: `dialog ${n}` }, messages });

test('batches hold every dialog once, in order, and no more messages than one statement should read', () => {
  const sizes = fc.array(fc.oneof(fc.nat(20), fc.nat(500)), { maxLength: 300 });
  fc.assert(
    fc.property(sizes, (all) => {
      const dialogs = all.map(dialog);
      const batches = intoBatches(dialogs);
      expect(batches.flat()).toEqual(dialogs.map((one) => one.found));
      for (const batch of batches) {
        const messages = batch.reduce((sum, { key }) => sum + (all[Number(key)] ?? 0), 0);
        expect(batch.length === 1 || messages <= 4_000).toBe(true);
      }
    }),
  );
});

test('empty dialogs do not make a batch without end', () => {
  const batches = intoBatches(Array.from({ length: 2_500 }, (_, n) => dialog(0, n)));
  expect(batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 500]);
});

test('nothing is no batch', () => {
  expect(intoBatches([])).toEqual([]);
});
