/** The rows behind the delivery worker: claimed by one worker at a time, in order per dialog, every attempt written down. */
import { sql } from 'kysely';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Bus } from '../bus/bus.ts';
import { isPresent } from '../bus/presence.ts';
import { topics } from '../bus/topics.ts';
import type { OutgoingMessage, SendOutcome } from '../channels/channel.ts';
import { lockDialog, transaction, type Db, type Tx } from '../db/transaction.ts';
import { advance } from './advance.ts';
import { afterAttempt } from './retry.ts';

/** A worker that was silent for so long is dead; channels must answer or give up well before. */
export const LEASE_S = 90;
/** One whose process is gone for good is dead sooner; for this long it may just be reconnecting. */
const DEAD_S = 3;

export interface Claimed extends OutgoingMessage {
  kind: ChannelKind;
  channelActive: boolean;
  /** An attempt before this one began and never ended: its worker died, and nobody knows how far it came. */
  interrupted: boolean;
}

interface ClaimedRow {
  workspace_id: string;
  message_id: string;
  dialog_id: string;
  seq: number;
  channel_id: string;
  external_user_id: string;
  attempts: number;
  was: 'queued' | 'sending';
  kind: ChannelKind;
  channel_active: boolean;
  text: string;
  at: Date;
  author_name: string;
}

/**
 * Takes what is due: the first unsettled message of each dialog only, so that a later one waits until it is settled.
 * Rows that another worker is taking are passed over.
 */
export function claim(db: Db, worker: number, limit: number): Promise<Claimed[]> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<ClaimedRow>`
      with due as (
        select d.workspace_id, d.message_id, d.status as was from deliveries d
        where ((d.status = 'queued' and d.next_at <= now()) or (d.status = 'sending' and ${isOrphaned}))
          and not exists (select 1 from deliveries earlier
            where earlier.workspace_id = d.workspace_id and earlier.dialog_id = d.dialog_id
              and earlier.seq < d.seq and earlier.status <> 'settled')
        order by d.next_at limit ${limit} for update skip locked
      ), taken as (
        update deliveries d
        set status = 'sending', worker = ${worker}, attempts = d.attempts + 1, lease_until = now() + make_interval(secs => ${LEASE_S})
        from due where d.workspace_id = due.workspace_id and d.message_id = due.message_id
        returning d.*, due.was
      ), noted as (
        insert into delivery_attempts (workspace_id, message_id, attempt)
        select workspace_id, message_id, attempts from taken
      )
      select taken.*, c.kind, c.active as channel_active, m.text, m.at, o.name as author_name
      from taken
      join channels c on c.workspace_id = taken.workspace_id and c.id = taken.channel_id
      join messages m on m.workspace_id = taken.workspace_id and m.dialog_id = taken.dialog_id and m.seq = taken.seq
      join operators o on o.workspace_id = taken.workspace_id and o.id = m.author_id`.execute(tx.db);
    return rows.map(toClaimed);
  });
}

/** Nobody works on it any more. */
const isOrphaned = sql`(d.lease_until < now()
  or (d.lease_until < now() + make_interval(secs => ${LEASE_S - DEAD_S}) and not ${isPresent(sql.ref('d.worker'))}))`;

function toClaimed(row: ClaimedRow): Claimed {
  return {
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    dialogId: row.dialog_id,
    messageId: row.message_id,
    seq: row.seq,
    externalUserId: row.external_user_id,
    text: row.text,
    authorName: row.author_name,
    at: row.at.getTime(),
    attempt: row.attempts,
    kind: row.kind,
    channelActive: row.channel_active,
    interrupted: row.was === 'sending',
  };
}

/** Writes down how an attempt ended and what follows from it. Does nothing when the attempt is not ours any more. */
export function settle(db: Db, bus: Bus, claimed: Claimed, outcome: SendOutcome, now: number): Promise<void> {
  return transaction(db, async (tx) => {
    await lockDialog(tx, claimed.workspaceId, claimed.dialogId);
    if (!(await isOurs(tx, claimed))) return;
    const next = afterAttempt(outcome, claimed.attempt, now);
    const event = next.kind === 'settled' ? next.delivery : null;
    if (event) await advance(tx, claimed, event);
    await tx.db
      .updateTable('deliveries')
      .set({
        status: next.kind === 'settled' ? 'settled' : 'queued',
        lease_until: null,
        ...(next.kind === 'again'
          ? { next_at: sql<Date>`now() + make_interval(secs => ${next.afterS})` }
          : {}),
        ...(outcome.kind === 'sent' && outcome.externalId !== undefined
          ? { external_id: outcome.externalId }
          : {}),
      })
      .where('workspace_id', '=', claimed.workspaceId)
      .where('message_id', '=', claimed.messageId)
      .execute();
    await noteAttempt(tx, claimed, outcome);
    tx.afterCommit(() => {
      bus.publish(topics.feed, claimed.workspaceId);
      // The dialog's next message may go now.
      bus.publish(topics.deliveries, claimed.workspaceId);
    });
  });
}

async function isOurs(tx: Tx, claimed: Claimed): Promise<boolean> {
  const row = await tx.db
    .selectFrom('deliveries')
    .select(['status', 'attempts'])
    .where('workspace_id', '=', claimed.workspaceId)
    .where('message_id', '=', claimed.messageId)
    .executeTakeFirst();
  return row?.status === 'sending' && row.attempts === claimed.attempt;
}

async function noteAttempt(tx: Tx, claimed: Claimed, outcome: SendOutcome): Promise<void> {
  await tx.db
    .updateTable('delivery_attempts')
    .set({ ended_at: sql<Date>`now()`, outcome: JSON.stringify(outcome) })
    .where('workspace_id', '=', claimed.workspaceId)
    .where('message_id', '=', claimed.messageId)
    .where('attempt', '=', claimed.attempt)
    .execute();
}

/** When something will be due next. @returns milliseconds from now; null when nothing waits */
export async function nextDue(db: Db): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select (extract(epoch from min(case status when 'queued' then next_at else lease_until end) - now()) * 1000)::float8 as ms
    from deliveries d where status <> 'settled'
      and not exists (select 1 from deliveries earlier
        where earlier.workspace_id = d.workspace_id and earlier.dialog_id = d.dialog_id
          and earlier.seq < d.seq and earlier.status <> 'settled')`.execute(db);
  return rows[0]?.ms ?? null;
}
