/** The rows behind the delivery worker: claimed by one worker at a time, in order per dialog, every attempt written down. */
import { sql } from 'kysely';
import type { Bus } from '../bus/bus.ts';
import { isPresent } from '../bus/presence.ts';
import { topics } from '../bus/topics.ts';
import { prepared } from '../db/prepared.ts';
import { lockDialog, transaction, type Db, type Tx } from '../db/transaction.ts';
import { advance, amended } from './advance.ts';
import { toClaimed, type AttemptOutcome, type Claimed, type ClaimedRow } from './claimed.ts';
import { afterAttempt, type Next } from './retry.ts';

/** A worker that was silent for so long is dead; channels must answer or give up well before. */
export const LEASE_S = 90;
/** One whose process is gone for good is dead sooner; for this long it may just be reconnecting. */
const DEAD_S = 3;

/**
 * Takes what is due: the first unsettled work of each dialog only, so that a later one waits until it is settled.
 * Rows that another worker is taking are passed over.
 */
export function claim(db: Db, worker: number, limit: number): Promise<Claimed[]> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<ClaimedRow>`${prepared}
      with due as (
        select d.workspace_id, d.message_id, d.work, d.status as was from deliveries d
        where ((d.status = 'queued' and d.next_at <= now()) or (d.status = 'sending' and ${isOrphaned}))
          and not exists (select 1 from deliveries earlier
            where earlier.workspace_id = d.workspace_id and earlier.dialog_id = d.dialog_id
              and earlier.n < d.n and earlier.status <> 'settled')
        order by d.next_at limit ${limit} for update skip locked
      ), taken as (
        update deliveries d
        set status = 'sending', worker = ${worker}, attempts = d.attempts + 1, lease_until = now() + make_interval(secs => ${LEASE_S}),
          carried_rev = coalesce(d.carried_rev, m.rev)
        from due, messages m
        where d.workspace_id = due.workspace_id and d.message_id = due.message_id and d.work = due.work
          and m.workspace_id = d.workspace_id and m.dialog_id = d.dialog_id and m.seq = d.seq and m.id = d.message_id
        returning d.*, due.was, m.text, m.attachments, m.at, m.rev, m.deleted, m.delivery_state, m.reply_to, m.form, m.reactions, m.author_kind, m.author_id
      ), noted as (
        insert into delivery_attempts (workspace_id, message_id, work, attempt)
        select workspace_id, message_id, work, attempts from taken
      )
      select taken.*, c.kind, c.active as channel_active, o.name as author_name,
        sent.external_id as sent_as, sent.carried_rev as sent_rev
      from taken
      join channels c on c.workspace_id = taken.workspace_id and c.id = taken.channel_id
      left join operators o on o.workspace_id = taken.workspace_id and taken.author_kind = 'operator' and o.id = taken.author_id
      left join deliveries sent on sent.workspace_id = taken.workspace_id and sent.message_id = taken.message_id
        and sent.work = 'send' and taken.work <> 'send'`.execute(tx.db);
    return rows.map(toClaimed);
  });
}

/** Nobody works on it any more. */
const isOrphaned = sql`(d.lease_until < now()
  or (d.lease_until < now() + make_interval(secs => ${LEASE_S - DEAD_S}) and not ${isPresent(sql.ref('d.worker'))}))`;

/** Writes down how an attempt ended and what follows from it. Does nothing when the attempt is not ours any more. */
export function settle(
  db: Db,
  bus: Bus,
  claimed: Claimed,
  outcome: AttemptOutcome,
  now: number,
): Promise<void> {
  return transaction(db, async (tx) => {
    await lockDialog(tx, claimed.workspaceId, claimed.dialogId);
    const row = await ours(tx, claimed);
    if (!row) return;
    const askedAgain = row.asked_rev > claimed.askedRev;
    const next: Next = askedAgain ? { kind: 'again', afterS: 0 } : afterAttempt(outcome, claimed.tries, now);
    if (next.kind === 'settled') {
      if (claimed.work !== 'send') await amended(tx, claimed, next.delivery);
      else if (outcome.kind !== 'moot') await advance(tx, claimed, next.delivery);
    }
    await tx.db
      .updateTable('deliveries')
      .set({
        status: next.kind === 'settled' ? 'settled' : 'queued',
        lease_until: null,
        ...(askedAgain ? { tried_before: claimed.attempt } : {}),
        ...(next.kind === 'again'
          ? { next_at: sql<Date>`now() + make_interval(secs => ${next.afterS})` }
          : {}),
        ...(outcome.kind === 'sent' && outcome.externalId !== undefined
          ? { external_id: outcome.externalId }
          : {}),
      })
      .where('workspace_id', '=', claimed.workspaceId)
      .where('message_id', '=', claimed.messageId)
      .where('work', '=', claimed.work)
      .execute();
    await noteAttempt(tx, claimed, outcome);
    tx.afterCommit(() => {
      bus.publish(topics.feed, claimed.workspaceId);
      // The dialog's next work may go now.
      bus.publish(topics.deliveries, claimed.workspaceId);
    });
  });
}

/** The row, as long as this attempt holds it. */
async function ours(tx: Tx, claimed: Claimed): Promise<{ asked_rev: number } | null> {
  const row = await tx.db
    .selectFrom('deliveries')
    .select(['status', 'attempts', 'asked_rev'])
    .where('workspace_id', '=', claimed.workspaceId)
    .where('message_id', '=', claimed.messageId)
    .where('work', '=', claimed.work)
    .executeTakeFirst();
  return row?.status === 'sending' && row.attempts === claimed.attempt ? row : null;
}

async function noteAttempt(tx: Tx, claimed: Claimed, outcome: AttemptOutcome): Promise<void> {
  await tx.db
    .updateTable('delivery_attempts')
    .set({ ended_at: sql<Date>`now()`, outcome: JSON.stringify(outcome) })
    .where('workspace_id', '=', claimed.workspaceId)
    .where('message_id', '=', claimed.messageId)
    .where('work', '=', claimed.work)
    .where('attempt', '=', claimed.attempt)
    .execute();
}

/** When something will be due next. @returns milliseconds from now; null when nothing waits */
export async function nextDue(db: Db): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`${prepared}
    select (extract(epoch from min(case status when 'queued' then next_at else lease_until end) - now()) * 1000)::float8 as ms
    from deliveries d where status <> 'settled'
      and not exists (select 1 from deliveries earlier
        where earlier.workspace_id = d.workspace_id and earlier.dialog_id = d.dialog_id
          and earlier.n < d.n and earlier.status <> 'settled')`.execute(db);
  return rows[0]?.ms ?? null;
}
