import { conditionsOf, NO_FILTER, type TableFilter } from '#shared/domain/table-filter.ts';
import { TABLE_COLUMNS, type TableSort } from '#shared/domain/table-order.ts';
import type { Client } from '#renderer/client/client.ts';
import { isWhole, prepare, until } from './product.ts';
import { searchable } from './searchable.ts';
import type { Account, TableTimes } from './calls.ts';

/** Lines of one screen with what is asked for around it. */
const WINDOW = 160;

/** What people ask a table: some of it, in an order. */
const FILTERS: Partial<TableFilter>[] = [
  {},
  { waiting: true },
  { statuses: ['finished', 'silence'] },
  { created: { kind: 'preset', preset: 'month' } },
  { responsible: ['nobody'], statuses: ['spam', 'finished'] },
];

/** The table as its screen asks it: filters and orders, then windows further and further down. */
export async function table(input: Account & { scrolls: number }): Promise<TableTimes> {
  const client = await (await prepare(input))();
  await until(client.queries.status(), isWhole);
  await searchable(client);
  const startedAt = performance.now();
  const lines = await whole(client);
  const opened = performance.now() - startedAt;
  const asked: number[] = [];
  const again: number[] = [];
  for (const column of TABLE_COLUMNS)
    for (const [i, filter] of FILTERS.entries()) {
      const sort: TableSort = { column, direction: i % 2 === 0 ? 'asc' : 'desc' };
      // The first time in an order it is made, then it is known.
      (i === 0 ? asked : again).push((await ask(client, filter, sort, 0)).ms);
    }
  const scrolled: number[] = [];
  const sort: TableSort = { column: 'activity', direction: 'desc' };
  for (let i = 0; i < input.scrolls; i += 1) {
    const offset = Math.floor((i * 7919) % Math.max(1, lines - WINDOW));
    scrolled.push((await ask(client, {}, sort, offset)).ms);
  }
  await client.close();
  return { lines, opened, asked, again, scrolled };
}

async function ask(
  client: Client,
  filter: Partial<TableFilter>,
  sort: TableSort,
  offset: number,
): Promise<{ ms: number; total: number; whole: boolean }> {
  const conditions = conditionsOf({ ...NO_FILTER, ...filter }, client.session.operator.id, Date.now());
  const startedAt = performance.now();
  const part = { offset, limit: WINDOW, laid: [], guests: null, find: [] };
  const answer = await client.table.ask({ conditions, sort, ...part });
  const ms = performance.now() - startedAt;
  if (answer?.kind !== 'lines') throw new Error('The table cannot answer');
  return { ms, total: answer.total, whole: answer.whole };
}

/** Until every line is there. @returns how many there are */
async function whole(client: Client): Promise<number> {
  for (;;) {
    const { total, whole: all } = await ask(client, {}, { column: 'activity', direction: 'desc' }, 0);
    if (all) return total;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
