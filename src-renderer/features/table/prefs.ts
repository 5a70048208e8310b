import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readLocal, writeLocal } from '#renderer/kit/local-store.ts';
import type { Id } from '#shared/domain/ids.ts';
import {
  FILTER_FIELDS,
  NO_FILTER,
  tableFilterSchema,
  type FilterField,
} from '#shared/domain/table-filter.ts';
import {
  FIRST_SORT,
  TABLE_COLUMNS,
  tableColumnSchema,
  tableSortSchema,
  type TableColumn,
} from '#shared/domain/table-order.ts';
import type { SavedFilter } from '#shared/domain/saved-filter.ts';

/** How one person looks at the table: kept on this computer, over reloads and restarts. None of it is data. */
const prefsSchema = z.object({
  filter: tableFilterSchema.catch(NO_FILTER),
  sort: tableSortSchema.catch(FIRST_SORT),
  /** Shown ones, in their order. */
  columns: z.array(tableColumnSchema).min(1).catch([]),
  widths: z.partialRecord(tableColumnSchema, z.number()).catch({}),
  /** Fields that are offered; one that asks for something is there anyway. */
  fields: z.array(z.enum(FILTER_FIELDS)).catch([]),
  where: z.enum(['here', 'everywhere']).catch('here'),
  /** The kept filter that this one began from. */
  chosenId: z.string().nullable().catch(null),
});
export type Prefs = z.output<typeof prefsSchema>;

export const FIRST_COLUMNS: readonly TableColumn[] = [
  'client',
  'last',
  'status',
  'waiting',
  'responsible',
  'line',
  'channel',
  'created',
  'activity',
];
const FIRST_FIELDS: readonly FilterField[] = [
  'statuses',
  'waiting',
  'created',
  'lineIds',
  'responsible',
  'words',
];

/** Widths at first, in CSS pixels: the least, and the one at which what usually stands there is read whole. */
const WIDTHS: Readonly<Record<TableColumn, { least: number; roomy: number }>> = {
  client: { least: 170, roomy: 240 },
  last: { least: 190, roomy: 480 },
  status: { least: 118, roomy: 216 },
  waiting: { least: 92, roomy: 104 },
  responsible: { least: 136, roomy: 200 },
  line: { least: 104, roomy: 180 },
  branch: { least: 120, roomy: 160 },
  channel: { least: 138, roomy: 216 },
  created: { least: 112, roomy: 144 },
  closed: { least: 112, roomy: 144 },
  activity: { least: 112, roomy: 144 },
  messages: { least: 104, roomy: 112 },
  unread: { least: 118, roomy: 124 },
  tags: { least: 150, roomy: 220 },
};
export const WIDTH_LIMITS = { min: 64, max: 640, step: 24 } as const;

export function widthOf(prefs: Pick<Prefs, 'widths'>, column: TableColumn): number {
  return prefs.widths[column] ?? WIDTHS[column].least;
}

/**
 * Where the columns stand, as `grid-template-columns`. What was made as wide as somebody wants it stays so; the others share the room
 * there is until each can be read, and one takes what is left.
 */
export function tracksOf({ columns, widths }: Pick<Prefs, 'columns' | 'widths'>): string {
  const stretched = columns.includes('last') ? 'last' : columns.at(-1);
  return columns
    .map((column) => {
      const least = `${widthOf({ widths }, column)}px`;
      if (column === stretched) return `minmax(${least}, 1fr)`;
      return widths[column] === undefined ? `minmax(${least}, ${WIDTHS[column].roomy}px)` : least;
    })
    .join(' ');
}

/** Of one person in this window; what he changes is kept a moment later. */
export class PrefsStore {
  private readonly key: string;
  private prefs: Prefs;
  private readonly listeners = new Set<() => void>();
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor(operatorId: Id) {
    this.key = `otklik.table.${operatorId}`;
    const kept = prefsSchema.parse(readLocal(this.key));
    this.prefs = {
      ...kept,
      columns: kept.columns.length > 0 ? [...new Set(kept.columns)] : [...FIRST_COLUMNS],
      fields: kept.fields.length > 0 ? kept.fields : [...FIRST_FIELDS],
    };
  }

  readonly current = (): Prefs => this.prefs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly change = (patch: Partial<Prefs>): void => {
    this.prefs = { ...this.prefs, ...patch };
    for (const listener of this.listeners) listener();
    clearTimeout(this.saving);
    this.saving = setTimeout(this.flush, 200);
  };

  /** Now: it may be the last moment. */
  readonly flush = (): void => {
    if (this.saving === undefined) return;
    clearTimeout(this.saving);
    this.saving = undefined;
    writeLocal(this.key, this.prefs);
  };
}

const stores = new Map<Id, PrefsStore>();

export interface PrefsHandle {
  prefs: Prefs;
  change: (patch: Partial<Prefs>) => void;
}

function storeOf(operatorId: Id): PrefsStore {
  const store = stores.get(operatorId) ?? new PrefsStore(operatorId);
  stores.set(operatorId, store);
  return store;
}

export function usePrefs(operatorId: Id): PrefsHandle {
  const store = useMemo(() => storeOf(operatorId), [operatorId]);
  const prefs = useSyncExternalStore(store.subscribe, store.current);
  useEffect(() => {
    window.addEventListener('pagehide', store.flush);
    return () => window.removeEventListener('pagehide', store.flush);
  }, [store]);
  return { prefs, change: store.change };
}

/** What a kept filter keeps. */
export type Kept = Pick<SavedFilter, 'filter' | 'columns' | 'sort'>;

export function keptOf({ filter, columns, sort }: Prefs): Kept {
  return { filter, columns, sort };
}

/** Nothing asked for, and looked at as it was at first. */
export const ALL_DIALOGS: Kept = { filter: NO_FILTER, columns: [...FIRST_COLUMNS], sort: FIRST_SORT };

export function isSameKept(a: Kept, b: Kept): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** The order in which values were ticked says nothing. */
function canonical({ filter, columns, sort }: Kept): unknown {
  const sorted = FILTER_FIELDS.map((field) => {
    const value = filter[field];
    return Array.isArray(value)
      ? [...value].toSorted((a, b) => (a < b ? -1 : 1))
      : typeof value === 'string'
        ? value.trim()
        : value;
  });
  return [sorted, columns, sort.column, sort.direction];
}

/** A column before or behind its neighbour. */
export function movedColumn(columns: readonly TableColumn[], column: TableColumn, by: 1 | -1): TableColumn[] {
  const at = columns.indexOf(column);
  const to = at + by;
  if (at < 0 || to < 0 || to >= columns.length) return [...columns];
  return columns.toSpliced(at, 1).toSpliced(to, 0, column);
}

/** A column that comes back stands where it stood at first, as far as its neighbours do. */
export function withColumn(columns: readonly TableColumn[], column: TableColumn): TableColumn[] {
  const order = TABLE_COLUMNS.indexOf(column);
  const before = columns.findIndex((one) => TABLE_COLUMNS.indexOf(one) > order);
  return before < 0 ? [...columns, column] : columns.toSpliced(before, 0, column);
}
