/** Takes a colleague out of the dialogs to which he lost access, so that no client waits for who cannot come (decision 040). */
import { sql } from 'kysely';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { toDialog, type DialogRow } from '../db/rows.ts';
import { lockDialogs, type Db, type Tx } from '../db/transaction.ts';
import { noticeSteps, resolveNotices } from '../intents/notices.ts';
import { writeDialog } from '../intents/persist.ts';
import { loses, withoutAccess } from './without-access.ts';

export interface Leaver {
  workspaceId: Id;
  before: Scope;
  /** Null: he works here no more. */
  after: Scope | null;
}

/**
 * Locks the open dialogs that he loses, by rising ids, and reads them: before the transaction writes anything. One that becomes his
 * meanwhile is found later (`releaseUnowned`).
 */
export async function lockLost(tx: Tx, { workspaceId, before, after }: Leaver): Promise<DialogRow[]> {
  const lost = (row: DialogRow): boolean => loses(before, after, toDialog(row));
  const ids = (await dialogsWith(tx.db, workspaceId, before.operatorId)).filter(lost).map(({ id }) => id);
  return (await lockDialogs(tx, workspaceId, ids)).filter(lost);
}

/** Open dialogs that he owns, was invited to, is offered or offers: whom one is offered to is a participant. */
async function dialogsWith(db: Db, workspaceId: Id, operatorId: Id): Promise<DialogRow[]> {
  const { rows } = await sql<DialogRow>`
    select * from dialogs
    where workspace_id = ${workspaceId} and status <> 'closed' and responsible_id = ${operatorId}
    union all
    select * from dialogs
    where workspace_id = ${workspaceId} and status <> 'closed' and participant_ids <> '{}'
      and responsible_id is distinct from ${operatorId}
      and (${operatorId} = any(participant_ids) or hand_over ->> 'fromId' = ${operatorId}::text)`.execute(db);
  return rows;
}

export interface Release {
  workspaceId: Id;
  operatorId: Id;
  /** Who changed his rights: he is not told what he did himself. Null: the hub. */
  byId: Id | null;
  now: Timestamp;
  newId: () => Id;
}

/** Writes them without him. The caller holds their locks since before he read them, and has written the new rights. */
export async function releaseDialogs(tx: Tx, rows: readonly DialogRow[], release: Release): Promise<number> {
  const { workspaceId, operatorId, byId, now, newId } = release;
  let released = 0;
  for (const row of rows) {
    const before = toDialog(row);
    const intentId = newId();
    const { dialog, messages, notices } = withoutAccess({ intentId, now }, before, operatorId);
    if (dialog === before) continue;
    const occasion = { workspaceId, sourceId: intentId, byId: operatorId, dialog, at: now };
    const told = (await resolveNotices(tx.db, occasion, notices)).filter((one) => one.operatorId !== byId);
    const change = { workspaceId, before, next: dialog, messages, also: noticeSteps(told) };
    if ((await writeDialog(tx.db, change)) === null)
      throw new Error(`Dialog ${row.id} changed although its lock was held`);
    released += 1;
  }
  return released;
}
