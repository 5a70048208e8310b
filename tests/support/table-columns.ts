import fc from 'fast-check';
import { expect } from 'vitest';
import { Columns } from '#renderer/data/search/table/columns.ts';
import type { NameRanks } from '#shared/domain/table-order.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { anyRow, some } from './table-rows.ts';

/** Some names are the same, and some not known. */
export const RANKS: NameRanks = {
  operators: new Map([0, 1, 2].map((n) => [some.operator(n), 2 - n])),
  lines: new Map([0, 2].map((n) => [some.line(n), n])),
  branches: new Map([1, 3].map((n) => [some.branch(n), n])),
  channels: new Map([0, 1, 2, 3].map((n) => [some.channel(n), 0])),
};

/** The n-th line, always the same. */
export const row = (n: number, patch: Partial<TableRow> = {}): TableRow => {
  const [made] = fc.sample(anyRow(fc.constant(n)), { numRuns: 1, seed: n });
  return { ...(made ?? expect.fail('no row')), ...patch };
};

export function filled(all: readonly TableRow[]): Columns {
  const columns = new Columns();
  for (const one of all) {
    columns.put(one);
    columns.putClient(one.contactId, one, one.number);
  }
  return columns;
}
