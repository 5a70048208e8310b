/** The table's filter and order in SQL; tested to agree with `matches` and `compareRows` of the domain. `d` is the dialog, `c` its client. */
import { sql, type RawBuilder } from 'kysely';
import type { Span, TableConditions } from '#shared/domain/table-filter.ts';
import type { TableSort } from '#shared/domain/table-order.ts';
import { parseQuery } from '#shared/lib/search-query.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { contactQuery, messageQuery } from '../search/words-sql.ts';
import type { TablePlace } from './table-place.ts';

type Sql = RawBuilder<unknown>;

/** All of them have to hold; none when everything is wanted. */
export function conditionsSql(workspaceId: string, conditions: TableConditions): Sql[] {
  const { waiting, channelIds, lineIds, branchIds, tags, words } = conditions;
  return [
    ...statusSql(conditions.statuses),
    ...(waiting === null ? [] : [waiting ? sql`d.waiting_since is not null` : sql`d.waiting_since is null`]),
    ...spanSql(sql`d.created_at`, conditions.created),
    ...(conditions.closed === null ? [] : [sql`d.status = 'closed'`]),
    ...spanSql(sql`d.closed_at`, conditions.closed),
    ...amongSql(sql`d.channel_id`, channelIds),
    ...amongSql(sql`d.line_id`, lineIds),
    ...amongSql(sql`d.branch_id`, branchIds),
    ...responsibleSql(conditions.responsibleIds),
    ...(tags.length === 0 ? [] : [sql`c.tags && ${tags}::text[]`]),
    ...(words === '' ? [] : [wordsSql(workspaceId, words)]),
  ];
}

/** Said so that the indexes over open and over closed dialogs can be used. */
function statusSql(statuses: TableConditions['statuses']): Sql[] {
  if (statuses.length === 0) return [];
  const open = statuses.filter((one) => one === 'queued' || one === 'active');
  const over = statuses.filter((one) => one !== 'queued' && one !== 'active');
  const parts: Sql[] = [];
  if (open.length > 0) parts.push(sql`(d.status <> 'closed' and d.status = any(${open}::text[]))`);
  if (over.length > 0) parts.push(sql`(d.status = 'closed' and d.outcome = any(${over}::text[]))`);
  return [sql`(${sql.join(parts, sql` or `)})`];
}

function spanSql(column: Sql, span: Span | null): Sql[] {
  return [
    ...(span?.from == null ? [] : [sql`${column} >= ${new Date(span.from)}`]),
    ...(span?.to == null ? [] : [sql`${column} < ${new Date(span.to)}`]),
  ];
}

function amongSql(column: Sql, ids: readonly string[]): Sql[] {
  return ids.length === 0 ? [] : [sql`${column} = any(${ids}::uuid[])`];
}

function responsibleSql(choice: TableConditions['responsibleIds']): Sql[] {
  if (choice.length === 0) return [];
  const ids = choice.filter((id) => id !== null);
  const parts: Sql[] = amongSql(sql`d.responsible_id`, ids);
  if (choice.includes(null)) parts.push(sql`d.responsible_id is null`);
  return [sql`(${sql.join(parts, sql` or `)})`];
}

/**
 * In one message, or in what is known of the client. Words that are none find nothing. Both are looked for once, whatever the planner
 * believes: without figures of the tables it would ask anew for each dialog, and there for each of the client's.
 */
function wordsSql(workspaceId: string, words: string): Sql {
  const query = parseQuery(words);
  if (!query) return sql`false`;
  const named = contactQuery(query, words);
  return sql`d.id in (
    with clients as materialized (
      select id from contacts
      where workspace_id = ${workspaceId} and contact_words(name, phones, emails, tags, notes) @@ (${named})
      union
      select contact_id from contact_identities
      where workspace_id = ${workspaceId} and identity_words(kind, external_id, display) @@ (${named})
    ), found as materialized (
      select m.dialog_id as id from messages m
      where m.workspace_id = ${workspaceId} and m.kind = 'text' and search_words(m.text) @@ (${messageQuery(query)})
      union
      select t.id from dialogs t join clients on t.contact_id = clients.id where t.workspace_id = ${workspaceId}
    )
    select id from found
  )`;
}

/** What is sorted by. */
export interface SortSql {
  key: Sql;
  /** The key as text, exactly, and such a text as a key. */
  asText: Sql;
  fromText: (text: string) => Sql;
  nullable: boolean;
}

/** @param ranks places of the names that the column shows; empty for others */
export function sortSql(column: TableSort['column'], ranks: ReadonlyMap<string, number>): SortSql {
  switch (column) {
    case 'client':
      return text(sql`c.name`);
    case 'tags':
      return text(sql`array_to_string(c.tags, ' ')`);
    case 'status':
      return number(
        sql`(case d.status when 'queued' then 0 when 'active' then 1 else
          case d.outcome when 'finished' then 2 when 'silence' then 3 else 4 end end)`,
        false,
      );
    case 'waiting':
      return time(sql`d.waiting_since`, true);
    case 'created':
      return time(sql`d.created_at`, false);
    case 'closed':
      return time(sql`d.closed_at`, true);
    case 'last':
    case 'activity':
      return time(sql`d.last_activity_at`, false);
    case 'messages':
      return number(sql`d.last_seq`, false);
    case 'unread':
      return number(sql`d.unread`, false);
    case 'responsible':
      return ranked(sql`d.responsible_id`, ranks);
    case 'line':
      return ranked(sql`d.line_id`, ranks);
    case 'branch':
      return ranked(sql`d.branch_id`, ranks);
    case 'channel':
      return ranked(sql`d.channel_id`, ranks);
    default:
      return exhaustive(column, 'column of the table');
  }
}

function text(of: Sql): SortSql {
  const key = sql`(nullif(fold_order(${of}), '') collate "C")`;
  return { key, asText: key, fromText: (one) => sql`(${one}::text collate "C")`, nullable: true };
}

function number(key: Sql, nullable: boolean): SortSql {
  return { key, asText: sql`${key}::text`, fromText: (one) => sql`${one}::bigint`, nullable };
}

/** Microseconds as whole numbers: a float would lose some. */
function time(key: Sql, nullable: boolean): SortSql {
  return {
    key,
    asText: sql`(extract(epoch from ${key}) * 1000000)::bigint::text`,
    fromText: (one) => sql`(timestamptz 'epoch' + ${one}::bigint * interval '1 microsecond')`,
    nullable,
  };
}

function ranked(column: Sql, ranks: ReadonlyMap<string, number>): SortSql {
  return number(sql`(${JSON.stringify(Object.fromEntries(ranks))}::jsonb ->> ${column}::text)::int`, true);
}

/** Null keys come last in both directions. Columns that have none keep the plain form, which indexes are made for. */
export function orderSql({ key, nullable }: SortSql, direction: TableSort['direction']): Sql {
  const way = direction === 'asc' ? sql`asc` : sql`desc`;
  return nullable ? sql`${key} ${way} nulls last, d.id ${way}` : sql`${key} ${way}, d.id ${way}`;
}

/** What comes after a place. */
export function beyondSql(
  { key, fromText, nullable }: SortSql,
  direction: TableSort['direction'],
  place: TablePlace,
): Sql {
  const after = direction === 'asc' ? sql`>` : sql`<`;
  const id = sql`${place.id}::uuid`;
  if (place.key === null) return sql`(${key} is null and d.id ${after} ${id})`;
  const beyond = sql`(${key}, d.id) ${after} (${fromText(place.key)}, ${id})`;
  return nullable ? sql`(${beyond} or ${key} is null)` : beyond;
}
