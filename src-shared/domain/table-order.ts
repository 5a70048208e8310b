import { z } from 'zod';
import { exhaustive } from '../lib/exhaustive.ts';
import { compareText, foldOrder } from '../lib/ordering.ts';
import type { Id } from './ids.ts';
import { TABLE_STATUSES, type TableRow } from './table-row.ts';

/** Columns of the table of dialogs, in the order in which they stand at first. */
export const TABLE_COLUMNS = [
  'client',
  'last',
  'status',
  'waiting',
  'responsible',
  'line',
  'branch',
  'channel',
  'created',
  'closed',
  'activity',
  'messages',
  'unread',
  'tags',
] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];
export const tableColumnSchema = z.enum(TABLE_COLUMNS);

export const tableSortSchema = z.object({ column: tableColumnSchema, direction: z.enum(['asc', 'desc']) });
export type TableSort = z.infer<typeof tableSortSchema>;

export const FIRST_SORT: TableSort = { column: 'activity', direction: 'desc' };

/** Places of what has a name in the order of names (`ranksByName`); what is not in it comes last. */
export interface NameRanks {
  operators: ReadonlyMap<Id, number>;
  lines: ReadonlyMap<Id, number>;
  branches: ReadonlyMap<Id, number>;
  channels: ReadonlyMap<Id, number>;
}

/** What a line is sorted by; null comes last in both directions. */
export type SortKey = number | string | null;

export function sortKeyOf(column: TableColumn, row: TableRow, ranks: NameRanks): SortKey {
  switch (column) {
    case 'client':
      return textKey(row.name ?? '');
    case 'status':
      return TABLE_STATUSES.indexOf(row.status);
    case 'waiting':
      return row.waitingSince;
    case 'responsible':
      return ranks.operators.get(row.responsibleId ?? '') ?? null;
    case 'line':
      return ranks.lines.get(row.lineId) ?? null;
    case 'branch':
      return ranks.branches.get(row.branchId) ?? null;
    case 'channel':
      return ranks.channels.get(row.channelId) ?? null;
    case 'created':
      return row.createdAt;
    case 'closed':
      return row.closedAt;
    case 'last':
    case 'activity':
      return row.lastActivityAt;
    case 'messages':
      return row.messages;
    case 'unread':
      return row.unread;
    case 'tags':
      return textKey(row.tags.join(' '));
    default:
      return exhaustive(column, 'column of the table');
  }
}

export function textKey(text: string): string | null {
  return text === '' ? null : foldOrder(text);
}

/** Of two keys of one column. Null is after everything, whichever way one looks. */
export function compareKeys(a: SortKey, b: SortKey, direction: TableSort['direction']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const by = typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b);
  return direction === 'asc' ? by : -by;
}

/** A total order: ids decide ties, so that a page can end anywhere. */
export function compareRows(sort: TableSort, ranks: NameRanks): (a: TableRow, b: TableRow) => number {
  const { column, direction } = sort;
  return (a, b) =>
    compareKeys(sortKeyOf(column, a, ranks), sortKeyOf(column, b, ranks), direction) ||
    compareIds(a.id, b.id, direction);
}

export function compareIds(a: Id, b: Id, direction: TableSort['direction']): number {
  const by = a < b ? -1 : Number(a > b);
  return direction === 'asc' ? by : -by;
}
