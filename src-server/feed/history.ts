import type { Dialog } from '#shared/domain/dialog.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import type { MessagePage } from '#shared/domain/bundle.ts';
import { toDialog, toMessage } from '../db/rows.ts';
import { clampSeq } from '../db/seq.ts';
import type { Db } from '../db/transaction.ts';
import { visible } from './scope-sql.ts';

const MAX_DIALOGS = 100;

/**
 * @param before the messages next before this seq; null: the newest
 * @returns null when the dialog is not there or not in scope
 */
export async function historyPage(
  db: Db,
  workspaceId: string,
  scope: Scope,
  dialogId: string,
  before: number | null,
  limit: number,
): Promise<MessagePage | null> {
  const dialog = await db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialogId)
    .executeTakeFirst();
  if (!dialog || !sees(scope, audienceOf(toDialog(dialog)))) return null;
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('dialog_id', '=', dialogId)
    .$if(before !== null, (query) => query.where('seq', '<', clampSeq(before ?? 0)))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return { dialogId, messages: rows.toReversed().map(toMessage) };
}

/** A client's dialogs that the scope sees, newest first. */
export async function contactDialogs(
  db: Db,
  workspaceId: string,
  scope: Scope,
  contactId: string,
): Promise<Dialog[]> {
  const rows = await db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .where(visible(scope))
    .orderBy('created_at', 'desc')
    .limit(MAX_DIALOGS)
    .execute();
  return rows.map(toDialog);
}
