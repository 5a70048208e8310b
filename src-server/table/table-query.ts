/** Dialogs of one's scope as lines of the table, asked of all that there is (scenarios D1, D2). */
import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import type { TableConditions } from '#shared/domain/table-filter.ts';
import type { TableColumn, TableSort } from '#shared/domain/table-order.ts';
import { clientPart, dialogPart } from '#shared/domain/table-row.ts';
import { ranksByName } from '#shared/lib/ordering.ts';
import { MOST_COUNTED, type TableResponse } from '#shared/wire/http/table.ts';
import { toDialog, type DialogRow } from '../db/rows.ts';
import { transaction, type Db } from '../db/transaction.ts';
import { visible } from '../feed/scope-sql.ts';
import { encodeTablePlace, type TablePlace } from './table-place.ts';
import { beyondSql, conditionsSql, orderSql, sortSql } from './table-sql.ts';

export interface TableQuery {
  workspaceId: string;
  scope: Scope;
  conditions: TableConditions;
  sort: TableSort;
  limit: number;
  /** Null: the first page. */
  after: TablePlace | null;
}

/** Nobody waits longer before a table, and a question must not starve those who answer clients. */
const TIMEOUT_MS = 4_000;

/** Directories whose names a column shows. */
const NAMED: Partial<Record<TableColumn, 'operators' | 'lines' | 'branches' | 'channels'>> = {
  responsible: 'operators',
  line: 'lines',
  branch: 'branches',
  channel: 'channels',
};

type FoundRow = DialogRow & {
  client_name: string | null;
  client_number: number;
  client_tags: string[];
  key: string | null;
};

/** Fails with PostgreSQL's `57014` when it takes too long. */
export async function queryTable(db: Db, asked: TableQuery): Promise<TableResponse> {
  return transaction(db, async (tx) => {
    await sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`.execute(tx.db);
    const { workspaceId, sort, limit, after } = asked;
    const by = sortSql(sort.column, await ranksOf(tx.db, asked));
    const beyond = after ? [beyondSql(by, sort.direction, after)] : [];
    const { rows } = await sql<FoundRow>`
      select d.*, c.name as client_name, c.number as client_number, c.tags as client_tags, ${by.asText} as key
      from dialogs d join contacts c on c.workspace_id = d.workspace_id and c.id = d.contact_id
      where ${where(asked, beyond)}
      order by ${orderSql(by, sort.direction)} limit ${limit + 1}`.execute(tx.db);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: page.map((row) => ({
        ...dialogPart(toDialog(row)),
        ...clientPart({ name: row.client_name, number: row.client_number, tags: row.client_tags }),
      })),
      next: rows.length > limit && last ? encodeTablePlace(last) : null,
      total: after ? null : await countTable(tx.db, workspaceId, asked),
    };
  });
}

function where(
  { workspaceId, scope, conditions }: TableQuery,
  more: readonly RawBuilder<unknown>[] = [],
): RawBuilder<unknown> {
  const all = [
    sql`d.workspace_id = ${workspaceId}`,
    ...conditionsSql(workspaceId, conditions),
    visible(scope),
    ...more,
  ];
  return sql.join(all, sql` and `);
}

/** What is on the first page says how many there are, if it is the only one; otherwise they are counted, up to a bound. */
async function countTable(
  db: Db,
  workspaceId: string,
  asked: TableQuery,
): Promise<{ count: number; more: boolean }> {
  const client =
    asked.conditions.tags.length === 0
      ? sql``
      : sql`join contacts c on c.workspace_id = ${workspaceId} and c.id = d.contact_id`;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from dialogs d ${client} where ${where(asked)} limit ${MOST_COUNTED + 1}
    ) found`.execute(db);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
}

async function ranksOf(db: Db, { workspaceId, sort }: TableQuery): Promise<ReadonlyMap<string, number>> {
  const table = NAMED[sort.column];
  if (table === undefined) return new Map();
  const rows = await db
    .selectFrom(table)
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return ranksByName(rows);
}
