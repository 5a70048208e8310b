/** `seesTalk` in SQL. Tested to agree with it. */
import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';

/** A condition on a row of `talks` that is called `t`. An admin sees every line's talk, and no talk between two others. */
export function talkVisible(scope: Scope): RawBuilder<boolean> {
  const branches = scope.role === 'senior' ? scope.branchIds : [];
  const line =
    scope.role === 'admin'
      ? sql`t.kind = 'line'`
      : sql`(t.line_id = any(${scope.lineIds}::uuid[]) or t.branch_id = any(${branches}::uuid[]))`;
  return sql<boolean>`(${line} or t.member_a = ${scope.operatorId}::uuid or t.member_b = ${scope.operatorId}::uuid)`;
}
