import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '#shared/domain/table-filter.ts';
import { sortKeyOf, TABLE_COLUMNS } from '#shared/domain/table-order.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { filled, RANKS, row } from '#tests/support/table-columns.ts';
import { anyConditions, anyRow, some } from '#tests/support/table-rows.ts';
import { Columns } from './columns.ts';

const rows = fc.uniqueArray(anyRow(fc.integer({ min: 0, max: 30 })), {
  maxLength: 25,
  selector: ({ id }) => id,
});

/** What a client is called counts by his newest state. */
function newest(all: readonly TableRow[]): TableRow[] {
  const best = new Map<string, TableRow>();
  for (const one of all)
    if ((best.get(one.contactId)?.number ?? -1) < one.number) best.set(one.contactId, one);
  return all.map((one) => {
    const { name, tags, number } = best.get(one.contactId) ?? one;
    return { ...one, name, tags, number };
  });
}

describe('lines as columns', () => {
  it('are found and sorted as the lines themselves are', () => {
    fc.assert(
      fc.property(rows, anyConditions, (all, conditions) => {
        const columns = filled(all);
        const matcher = columns.matcher(conditions);
        for (const one of newest(all)) {
          const slot = columns.slotOf(one.id) ?? expect.fail('no slot');
          expect(matcher(slot)).toBe(matches(conditions, one));
          for (const column of TABLE_COLUMNS)
            expect([column, columns.keys(column, RANKS)(slot)]).toEqual([
              column,
              sortKeyOf(column, one, RANKS),
            ]);
        }
      }),
    );
  });

  it('have the place of one that went taken by the next, and nothing of it is left there', () => {
    const columns = filled([row(1), row(2)]);
    const slot = columns.slotOf(some.dialog(1));
    expect(columns.remove(some.dialog(1))).toBe(slot);
    expect(columns.remove(some.dialog(1))).toBeNull();
    expect([columns.size, columns.isAlive(slot ?? -1)]).toEqual([1, false]);
    const next = row(3, { contactId: some.client(9) });
    expect(columns.put(next)).toBe(slot);
    expect([columns.size, columns.length, columns.ids[slot ?? -1]]).toEqual([2, 2, some.dialog(3)]);
    // He is not known yet, and is not who had the place before.
    expect(columns.clientOf(slot ?? -1)).toBeNull();
  });

  it('tell which look different when a client does, and not for an older state of him', () => {
    const client = some.client(7);
    const columns = new Columns();
    const slots = [1, 2].map((n) => columns.put(row(n, { contactId: client })));
    columns.put(row(3, { contactId: some.client(8) }));
    const named = (name: string) => ({ name, number: 1, tags: [] });
    expect(new Set(columns.putClient(client, named('Anna'), 5))).toEqual(new Set(slots));
    expect([...columns.putClient(client, named('old'), 5)]).toEqual([]);
    expect(columns.clientOf(slots[0] ?? -1)?.name).toBe('Anna');
    // One of the two becomes somebody else's.
    columns.put(row(1, { contactId: some.client(8) }));
    expect([...columns.putClient(client, named('new'), 6)]).toEqual([slots[1]]);
    expect([columns.knowsClient(client), columns.knowsClient(some.client(77))]).toEqual([true, false]);
  });

  it('are not found by what nobody here has, though it shares a column with what somebody has', () => {
    const columns = filled([
      row(1, { lineId: some.line(1), channelId: some.channel(1), responsibleId: null }),
    ]);
    const asked = fc.sample(anyConditions, 1)[0] ?? expect.fail('no question');
    const none = {
      ...asked,
      statuses: [],
      waiting: null,
      created: null,
      closed: null,
      tags: [],
      channelIds: [],
      lineIds: [],
      branchIds: [],
      responsibleIds: [],
    };
    const finds = (patch: object): boolean => columns.matcher({ ...none, ...patch })(0);
    expect(finds({})).toBe(true);
    expect(finds({ lineIds: [some.line(2)] })).toBe(false);
    // Known here, as a channel.
    expect(finds({ lineIds: [some.channel(1)] })).toBe(false);
    expect(finds({ responsibleIds: [null] })).toBe(true);
    expect(finds({ responsibleIds: [some.operator(3)] })).toBe(false);
    expect(
      finds({ lineIds: [some.line(1), some.line(2)], channelIds: [some.channel(1)], waiting: null }),
    ).toBe(true);
  });
});
