/** Dialogs that rest come back when their time has come. The time is in the dialog's row, so that it outlives every process. */
import { sql } from 'kysely';
import { responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { NoticeDraft } from '#shared/domain/notice.ts';
import { appendMessage } from '#shared/domain/transcript.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import { toDialog } from '../db/rows.ts';
import { lockDialog, transaction, type Db, type Tx } from '../db/transaction.ts';
import { noticeSteps, resolveNotices } from '../intents/notices.ts';
import { writeDialog } from '../intents/persist.ts';
import { eachApart } from './each-apart.ts';

export interface WakeDeps {
  db: Db;
  bus: Bus;
  now(): number;
  newId(): string;
}

/** Most dialogs woken in one round. */
const ROUND = 200;

/**
 * Wakes what is due in a workspace. Several hubs may do it at once: each dialog wakes once.
 * @returns how many were woken
 * @throws when some could not be, after all others were
 */
export async function wakeDue(deps: WakeDeps, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from dialogs
    where workspace_id = ${workspaceId} and snoozed is not null and (snoozed ->> 'until')::bigint <= ${deps.now()}
    order by (snoozed ->> 'until')::bigint limit ${ROUND}`.execute(deps.db);
  const wake = ({ id }: { id: string }) => transaction(deps.db, (tx) => wakeOne(tx, deps, workspaceId, id));
  return eachApart(rows, wake, 'woken');
}

async function wakeOne(tx: Tx, deps: WakeDeps, workspaceId: string, id: string): Promise<boolean> {
  await lockDialog(tx, workspaceId, id);
  const row = await tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  const before = row && toDialog(row);
  const now = deps.now();
  // Woken by somebody else, or put off, while we waited for the lock.
  if (!before?.snoozed || before.snoozed.until > now) return false;
  const { dialog, message } = awake(before, deps.newId(), now);
  const occasion = { workspaceId, sourceId: message.id, byId: null, dialog, at: now };
  const notices = await resolveNotices(tx.db, occasion, wakeNotices(before));
  const change = { workspaceId, before, next: dialog, messages: [message], also: noticeSteps(notices) };
  if ((await writeDialog(tx.db, change)) === null)
    throw new Error(`Dialog ${id} changed although its lock was held`);
  tx.afterCommit(() => deps.bus.publish(topics.feed, workspaceId));
  return true;
}

/** Back among the unanswered, whoever had the last word: somebody wanted to come back to it. */
function awake(before: Dialog, messageId: string, now: number) {
  return appendMessage(
    { ...before, snoozed: null, waitingSince: before.waitingSince ?? now },
    {
      id: messageId,
      author: { kind: 'system' },
      visibility: 'hidden',
      body: { kind: 'event', event: { type: 'woken', operatorId: null } },
      delivery: null,
      at: now,
    },
  );
}

function wakeNotices(before: Dialog): NoticeDraft[] {
  const operators = new Set([before.snoozed?.byId, responsibleOf(before)]);
  return [...operators].flatMap((operatorId) =>
    operatorId ? [{ to: { kind: 'operator', operatorId }, kind: 'woken', text: '' } as const] : [],
  );
}
