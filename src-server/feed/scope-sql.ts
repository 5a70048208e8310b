/**
 * `sees` in SQL, twice: as a condition, and as arms for pages. Each arm is one way of seeing a dialog and reads its own index
 * from its end, so that a page costs the same however many dialogs there are. Tested to agree with `sees`.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import type { Db } from '../db/transaction.ts';

/** A condition on a row of `dialogs`. */
export function visible(scope: Scope): RawBuilder<boolean> {
  if (scope.role === 'admin') return sql<boolean>`true`;
  const branches = scope.role === 'senior' ? scope.branchIds : [];
  return sql<boolean>`(line_id = any(${scope.lineIds}::uuid[]) or branch_id = any(${branches}::uuid[])
    or responsible_id = ${scope.operatorId} or participant_ids @> array[${scope.operatorId}::uuid])`;
}

/** A dialog's place in the order of a page. */
export interface Found {
  key: string;
  id: string;
}

interface Page {
  workspaceId: string;
  scope: Scope;
  limit: number;
  after: Found | null;
}

/** Open dialogs, newest activity first. */
export function openIds(db: Db, page: Page): Promise<Found[]> {
  return merge(db, page, sql`last_activity_at`, sql`status <> 'closed'`);
}

/** Dialogs closed after `since`, latest first. */
export function closedIds(db: Db, page: Page & { since: Date }): Promise<Found[]> {
  return merge(db, page, sql`closed_at`, sql`status = 'closed' and closed_at > ${page.since}`);
}

/** Dialogs closed after `since` and not after `upTo`, latest first. */
export function archivedIds(db: Db, page: Page & { since: Date; upTo: Date }): Promise<Found[]> {
  const { since, upTo } = page;
  return merge(
    db,
    page,
    sql`closed_at`,
    sql`status = 'closed' and closed_at > ${since} and closed_at <= ${upTo}`,
  );
}

/** Dialogs of long ago that the person keeps at the top of his lists: closed not after `upTo`. Few, so they are searched out. */
export async function pinnedIds(db: Db, page: Page & { upTo: Date }): Promise<Found[]> {
  const { workspaceId, scope, limit, after, upTo } = page;
  const beyond = after ? sql`and id > ${after.id}::uuid` : sql``;
  const { rows } = await sql<Found>`
    select '0' as key, id from dialogs
    where workspace_id = ${workspaceId} and pinned_by <> '{}' and pinned_by @> array[${scope.operatorId}::uuid]
      and status = 'closed' and closed_at <= ${upTo} and ${visible(scope)} ${beyond}
    order by id limit ${limit}`.execute(db);
  return rows;
}

async function merge(
  db: Db,
  page: Page,
  column: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
): Promise<Found[]> {
  const { workspaceId, scope, limit, after } = page;
  const beyond = after ? sql`and (${column}, id) < (${fromMicros(after.key)}, ${after.id}::uuid)` : sql``;
  const arm = (where: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select id, ${column} as at from dialogs
      where workspace_id = ${workspaceId} and ${condition} ${beyond} and ${where}
      order by ${column} desc, id desc limit ${limit})`;
  const { rows } = await sql<Found>`
    select distinct (extract(epoch from at) * 1000000)::bigint::text as key, id, at
    from (${sql.join(armsOf(scope).map(arm), sql` union all `)}) arms
    order by at desc, id desc limit ${limit}`.execute(db);
  return rows.map(({ key, id }) => ({ key, id }));
}

function armsOf(scope: Scope): RawBuilder<unknown>[] {
  if (scope.role === 'admin') return [sql`true`];
  return [
    ...scope.lineIds.map((id) => sql`line_id = ${id}`),
    ...(scope.role === 'senior' ? scope.branchIds.map((id) => sql`branch_id = ${id}`) : []),
    sql`responsible_id = ${scope.operatorId}`,
    sql`participant_ids <> '{}' and participant_ids @> array[${scope.operatorId}::uuid]`,
  ];
}

/** Microseconds since 1970 as a time, exactly: an interval of whole microseconds loses nothing, a float would. */
function fromMicros(key: string): RawBuilder<unknown> {
  return sql`(timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond')`;
}

/** Dialogs changed by transaction `since` or a later one, in the order of the changes. */
export async function movedIds(db: Db, page: Page & { since: string }): Promise<Found[]> {
  const { workspaceId, scope, limit, after } = page;
  const from = after
    ? sql`(xid, id) > (${after.key}::xid8, ${after.id}::uuid)`
    : sql`xid >= ${page.since}::xid8`;
  const { rows } = await sql<Found>`
    select xid::text as key, id from dialogs
    where workspace_id = ${workspaceId} and ${from} and ${visible(scope)}
    order by dialogs.xid, id limit ${limit}`.execute(db);
  return rows;
}
