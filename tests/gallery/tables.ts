import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT, type TableColumn } from '#shared/domain/table-order.ts';
import type { SavedFilter } from '#shared/domain/saved-filter.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { fixtureId } from './fixture/ids.ts';
import { ANNA, BORIS, VERA } from './fixture/seed.ts';
import type { WorldStore } from './fixture/world.ts';

/** Scenes of the table of dialogs. */

const COLUMNS: TableColumn[] = ['client', 'last', 'status', 'waiting', 'responsible', 'line', 'activity'];

function kept(n: number, name: string, patch: Partial<SavedFilter>, now: number): SavedFilter {
  return {
    id: fixtureId(9, n),
    ownerId: ANNA.id,
    sharing: 'personal',
    name,
    filter: NO_FILTER,
    columns: COLUMNS,
    sort: FIRST_SORT,
    updatedAt: now,
    updatedBy: ANNA.id,
    deleted: false,
    rev: 1,
    ...patch,
  };
}

const DAY = 86_400_000;

/** A line that only the hub has: of half a year ago. */
function farRow(n: number, now: number): TableRow {
  const at = now - (120 + n) * DAY;
  return {
    id: fixtureId(8, 1_000 + n),
    contactId: fixtureId(6, 1_000 + n),
    name: n % 5 === 0 ? null : `Клиент прошлого года № ${n}`,
    number: 1_000 + n,
    tags: n % 3 === 0 ? ['опт'] : [],
    channelId: fixtureId(4, n % 6),
    lineId: fixtureId(3, 1 + (n % 2)),
    branchId: fixtureId(2, 1),
    responsibleId: [ANNA.id, BORIS.id, VERA.id, null][n % 4] ?? null,
    status: (['finished', 'silence', 'spam', 'finished'] as const)[n % 4] ?? 'finished',
    createdAt: at - DAY,
    closedAt: at,
    lastActivityAt: at,
    waitingSince: null,
    snoozedUntil: null,
    unread: 0,
    messages: 3 + (n % 40),
    lastMessage: {
      seq: 3,
      preview: n % 7 === 0 ? 'Очень длинное последнее сообщение '.repeat(5).trim() : 'Спасибо, всё получили!',
      files: null,
      author: { kind: 'client', contactId: fixtureId(6, 1_000 + n) },
      visibility: 'public',
      at,
    },
  };
}

export function fullTable({ world }: WorldStore, now: number): void {
  world.filters = [
    kept(
      1,
      'Ждут больше всех',
      { filter: { ...NO_FILTER, waiting: true }, sort: { column: 'waiting', direction: 'asc' } },
      now,
    ),
    kept(
      2,
      'Мои за неделю',
      { filter: { ...NO_FILTER, responsible: ['me'], created: { kind: 'preset', preset: 'week' } } },
      now,
    ),
    kept(
      3,
      'Разбор спама и всего, что закрыто молчанием за прошлый месяц',
      {
        sharing: 'company',
        ownerId: VERA.id,
        updatedBy: VERA.id,
        filter: { ...NO_FILTER, statuses: ['spam', 'silence'] },
      },
      now,
    ),
  ];
  world.farRows = Array.from({ length: 60 }, (_, n) => farRow(n, now));
}

export function offlineTable(store: WorldStore, now: number): void {
  fullTable(store, now);
  const { world } = store;
  world.status = { ...world.status, connection: { kind: 'offline', since: now - 60_000 } };
}

export function brokenTable(store: WorldStore, now: number): void {
  fullTable(store, now);
  store.world.tableTrouble = 'unavailable';
}

export function fillingTable(store: WorldStore, now: number): void {
  fullTable(store, now);
  store.world.tableTrouble = 'filling';
}

/** As many as a large company's replica holds. */
export function hugeTable(store: WorldStore, now: number): void {
  fullTable(store, now);
  store.world.hugeRows = Array.from({ length: 100_000 }, (_, n) => ({
    ...farRow(n, now),
    lastActivityAt: now - n * 60_000,
    createdAt: now - n * 60_000 - 1_000,
  }));
}
