import { attemptSchema, type Attempt, type MessageAttempts } from '#shared/domain/attempt.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { toDialog } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';

/** Attempts of one message are told at most so many: the newest. */
const MOST = 100;

/** What was tried for a message. @returns null when it is not there, or its dialog is not in scope */
export async function messageAttempts(
  db: Db,
  workspaceId: string,
  scope: Scope,
  messageId: string,
): Promise<MessageAttempts | null> {
  const dialog = await db
    .selectFrom('messages')
    .innerJoin('dialogs', (join) =>
      join
        .onRef('dialogs.workspace_id', '=', 'messages.workspace_id')
        .onRef('dialogs.id', '=', 'messages.dialog_id'),
    )
    .selectAll('dialogs')
    .where('messages.workspace_id', '=', workspaceId)
    .where('messages.id', '=', messageId)
    .executeTakeFirst();
  if (!dialog || !sees(scope, audienceOf(toDialog(dialog)))) return null;
  const [rows, works] = await Promise.all([
    db
      .selectFrom('delivery_attempts')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('message_id', '=', messageId)
      .orderBy('started_at', 'desc')
      .limit(MOST)
      .execute(),
    db
      .selectFrom('deliveries as d')
      .select(['d.work', 'd.status', 'd.next_at', 'd.message_id'])
      .select((row) =>
        row
          .exists(
            row
              .selectFrom('deliveries as earlier')
              .select('earlier.n')
              .whereRef('earlier.workspace_id', '=', 'd.workspace_id')
              .whereRef('earlier.dialog_id', '=', 'd.dialog_id')
              .whereRef('earlier.n', '<', 'd.n')
              .where('earlier.status', '<>', 'settled'),
          )
          .as('behind'),
      )
      .where('d.workspace_id', '=', workspaceId)
      .where('d.message_id', '=', messageId)
      .where('d.status', '<>', 'settled')
      .orderBy('d.n')
      .execute(),
  ]);
  const attempts = rows.toReversed().map((row): Attempt => {
    // Written by whichever version of the hub, and once by channels that answer more than this.
    const { data } = attemptSchema.shape.outcome.safeParse(row.outcome);
    return {
      work: row.work,
      startedAt: row.started_at.getTime(),
      endedAt: row.ended_at?.getTime() ?? null,
      outcome: data ?? null,
    };
  });
  const open = works.map(({ work, status, next_at, behind }) => ({
    work,
    nextAt: status === 'queued' ? next_at.getTime() : null,
    behind: Boolean(behind),
  }));
  return { attempts, open };
}
