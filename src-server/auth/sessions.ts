/** Sessions: who holds a token, until when, and what he may see. */
import { sql } from 'kysely';
import type { Session } from '#shared/wire/http/session.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/transaction.ts';
import { newToken, readToken, type TokenKey } from './token.ts';

/** A session that was checked just now. */
export interface Signed {
  workspaceId: string;
  key: TokenKey;
  session: Session;
  scope: Scope;
}

export interface SessionTimes {
  /** It ends when it was not used for so long… */
  idleMs: number;
  /** …and at the latest so long after signing in. */
  maxMs: number;
}

export async function createSession(
  db: Db,
  times: SessionTimes,
  owner: { workspaceId: string; operatorId: string; device: string },
): Promise<string> {
  const { token, key } = newToken(owner.workspaceId);
  await db
    .insertInto('sessions')
    .values({
      workspace_id: owner.workspaceId,
      token_hash: key.hash,
      operator_id: owner.operatorId,
      device: owner.device,
      expires_at: sql<Date>`now() + make_interval(secs => ${Math.min(times.idleMs, times.maxMs) / 1000})`,
    })
    .execute();
  return token;
}

interface SessionRow {
  operator_id: string;
  operator_name: string;
  role: Role;
  active: boolean;
  operator_rev: number;
  workspace_name: string;
  workspace_rev: number;
  line_ids: string[];
  branch_ids: string[];
  created_at: Date;
  expires_at: Date;
  /** Milliseconds since it was last said to be used. */
  stale_ms: number;
}

/** @returns null when the token is not one, is unknown, expired, or its operator was switched off */
export async function findSession(db: Db, times: SessionTimes, token: string): Promise<Signed | null> {
  const key = readToken(token);
  return key && (await sessionOf(db, times, key));
}

/** The same by what is kept of a token. */
export async function sessionOf(db: Db, times: SessionTimes, key: TokenKey): Promise<Signed | null> {
  const { rows } = await sql<SessionRow>`${prepared}
    select o.id as operator_id, o.name as operator_name, o.role, o.active, o.rev as operator_rev,
      w.name as workspace_name, w.rev as workspace_rev, s.created_at, s.expires_at,
      (extract(epoch from now() - s.last_used_at) * 1000)::float8 as stale_ms,
      array(select line_id from line_members m
        where m.workspace_id = o.workspace_id and m.operator_id = o.id order by 1) as line_ids,
      array(select branch_id from branch_members m
        where m.workspace_id = o.workspace_id and m.operator_id = o.id order by 1) as branch_ids
    from sessions s
    join operators o on o.workspace_id = s.workspace_id and o.id = s.operator_id
    join workspaces w on w.id = s.workspace_id
    where s.workspace_id = ${key.workspaceId} and s.token_hash = ${key.hash}
      and s.expires_at > now() and o.active`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const expiresAt = await slide(db, times, key, row);
  return expiresAt === null ? null : toSigned(key, row, expiresAt);
}

/**
 * Moves the end of a session that is in use, at most once in a hundredth of its idle time: reading must not write each time.
 * @returns null when it was ended since it was read
 */
async function slide(db: Db, times: SessionTimes, key: TokenKey, row: SessionRow): Promise<number | null> {
  if (row.stale_ms < Math.min(times.idleMs / 100, 60_000)) return row.expires_at.getTime();
  const latest = row.created_at.getTime() + times.maxMs;
  const updated = await db
    .updateTable('sessions')
    .set({
      last_used_at: sql<Date>`now()`,
      expires_at: sql<Date>`least(now() + make_interval(secs => ${times.idleMs / 1000}), ${new Date(latest)}::timestamptz)`,
    })
    .where('workspace_id', '=', key.workspaceId)
    .where('token_hash', '=', key.hash)
    .returning('expires_at')
    .executeTakeFirst();
  return updated?.expires_at.getTime() ?? null;
}

function toSigned(key: TokenKey, row: SessionRow, expiresAt: number): Signed {
  const scope: Scope = {
    operatorId: row.operator_id,
    role: row.role,
    lineIds: row.line_ids,
    branchIds: row.branch_ids,
  };
  const session: Session = {
    operator: {
      id: row.operator_id,
      name: row.operator_name,
      role: row.role,
      active: row.active,
      rev: row.operator_rev,
    },
    workspace: { id: key.workspaceId, name: row.workspace_name, rev: row.workspace_rev },
    scope,
    expiresAt,
  };
  return { workspaceId: key.workspaceId, key, session, scope };
}

export async function endSession(db: Db, key: TokenKey): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('workspace_id', '=', key.workspaceId)
    .where('token_hash', '=', key.hash)
    .execute();
}

/** Signs the operator out everywhere. */
export async function endAllSessions(db: Db, workspaceId: string, operatorId: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', operatorId)
    .execute();
}

/** Which of these sessions are still good. @returns hashes in hex */
export async function livingSessions(
  db: Db,
  workspaceId: string,
  hashes: readonly Buffer[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('operators', (join) =>
      join
        .onRef('operators.workspace_id', '=', 'sessions.workspace_id')
        .onRef('operators.id', '=', 'sessions.operator_id'),
    )
    .select('token_hash')
    .where('sessions.workspace_id', '=', workspaceId)
    .where('token_hash', 'in', hashes)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('operators.active', '=', true)
    .execute();
  return new Set(rows.map((row) => row.token_hash.toString('hex')));
}

/** Forgets sessions that are over. */
export async function pruneSessions(db: Db): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute();
}
