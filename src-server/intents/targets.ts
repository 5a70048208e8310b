import type { Dialog } from '#shared/domain/dialog.ts';
import type { OnDialog } from '#shared/intents/all.ts';
import type { Db } from '../db/transaction.ts';

/** Whether the colleagues and lines that a dialog would go to are there; rules alone cannot know. */
export async function targetsExist(
  db: Db,
  workspaceId: string,
  intent: OnDialog,
  dialog: Dialog,
): Promise<boolean> {
  switch (intent.name) {
    case 'dialog.transfer': {
      const { to } = intent.args;
      return to.kind === 'operator'
        ? await areColleagues(db, workspaceId, [to.operatorId])
        : await isLineOf(db, workspaceId, to.lineId, to.branchId);
    }
    case 'dialog.invite':
      return await areColleagues(db, workspaceId, intent.args.operatorIds);
    case 'dialog.handBack':
      return await areColleagues(db, workspaceId, dialog.handOver ? [dialog.handOver.fromId] : []);
    default:
      return true;
  }
}

async function areColleagues(db: Db, workspaceId: string, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return true;
  const rows = await db
    .selectFrom('operators')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', wanted)
    .where('active', '=', true)
    .execute();
  return rows.length === wanted.length;
}

async function isLineOf(db: Db, workspaceId: string, lineId: string, branchId: string): Promise<boolean> {
  const row = await db
    .selectFrom('lines')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', lineId)
    .where('branch_id', '=', branchId)
    .executeTakeFirst();
  return row !== undefined;
}
