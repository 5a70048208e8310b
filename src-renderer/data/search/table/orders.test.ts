import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLE_COLUMNS, type NameRanks } from '#shared/domain/table-order.ts';
import { filled, RANKS, row } from '#tests/support/table-columns.ts';
import { anyRow, some } from '#tests/support/table-rows.ts';
import { Columns } from './columns.ts';
import { falling, merged, Orders } from './orders.ts';

describe('orders', () => {
  const step = fc.record({ put: fc.boolean(), row: anyRow(fc.integer({ min: 0, max: 12 })) });

  it('kept and mended are what sorting anew makes, for every column, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }), (turns) => {
        const columns = new Columns();
        const orders = new Orders(columns);
        for (const turn of turns) {
          for (const { put, row: one } of turn) {
            if (put) {
              orders.touch(columns.put(one));
              for (const slot of columns.putClient(one.contactId, one, one.number)) orders.touch(slot);
            } else {
              const slot = columns.remove(one.id);
              if (slot !== null) orders.touch(slot);
            }
          }
          // More columns than are kept at once.
          for (const column of TABLE_COLUMNS) {
            const anew = new Orders(columns).rising(column, RANKS);
            expect([column, [...orders.rising(column, RANKS)]]).toEqual([column, [...anew]]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('by names are made anew when names change', () => {
    const columns = filled([row(1, { lineId: some.line(0) }), row(2, { lineId: some.line(2) })]);
    const orders = new Orders(columns);
    const ids = (ranks: NameRanks) => Array.from(orders.rising('line', ranks), (slot) => columns.ids[slot]);
    expect(ids(RANKS)).toEqual([some.dialog(1), some.dialog(2)]);
    const turned = { ...RANKS, lines: new Map([0, 2].map((n) => [some.line(n), -n])) };
    expect(ids(turned)).toEqual([some.dialog(2), some.dialog(1)]);
    orders.clear();
    expect(ids(turned)).toEqual([some.dialog(2), some.dialog(1)]);
  });

  it('the other way round leave at the end what has no key', () => {
    const keys = new Map([
      [0, 1],
      [1, 2],
      [2, null],
      [3, null],
    ]);
    expect([...falling(Int32Array.of(0, 1, 2, 3), (slot) => keys.get(slot) ?? null)]).toEqual([1, 0, 3, 2]);
    expect([...falling(Int32Array.of(2, 3), () => null)]).toEqual([3, 2]);
    expect([...falling(Int32Array.of(), () => null)]).toEqual([]);
  });

  it('of two parts are put together in one order, and of equals the first part leads', () => {
    const sorted = fc.array(fc.integer({ min: 0, max: 9 })).map((all) => Int32Array.from(all).toSorted());
    fc.assert(
      fc.property(sorted, sorted, (a, b) => {
        const both = merged(a, b, (x, y) => x - y);
        expect([...both]).toEqual([...a, ...b].toSorted((x, y) => x - y));
      }),
    );
    // Tens are equal; ones tell where they come from.
    const tens = merged(
      Int32Array.of(11, 21),
      Int32Array.of(12, 22),
      (x, y) => Math.trunc(x / 10) - Math.trunc(y / 10),
    );
    expect([...tens]).toEqual([11, 12, 21, 22]);
  });
});
