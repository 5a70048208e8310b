/** Writing one dialog's next version with everything that belongs to it, in one statement. */
import { sql, type RawBuilder } from 'kysely';
import type { Dialog } from '#shared/domain/dialog.ts';
import { isOutgoing, type Message } from '#shared/domain/message.ts';
import { prepared } from '../db/prepared.ts';
import type { Carry, Effect } from '#shared/intents/define.ts';
import { fromDialog, messageJson, newDialogRow } from '../db/rows.ts';
import { dialogLock, type Db, type Tx } from '../db/transaction.ts';
import { dialogEntries, entriesJson, type NewEntry } from '../feed/append.ts';

/** Further data-modifying statement that belongs to the change; it must do nothing unless there is a row in `changed`. */
export type Also = RawBuilder<unknown>;

export interface DialogChange {
  workspaceId: string;
  /** The dialog as it was read. */
  before: Dialog;
  /** Its `rev` does not count; it becomes that of `before` + 1. */
  next: Dialog;
  messages: readonly Message[];
  /** A message that was there, as it is now. Whoever gives it holds the dialog's lock since before he read it. */
  changed?: Effect['changed'];
  /** Others that were there and are told of anew; `also` writes them. */
  touched?: readonly Message[];
  also?: readonly Also[];
}

/**
 * Writes the next version of a dialog: rows, deliveries of what goes out, feed entries. One statement, so that it can be a
 * transaction of its own: it waits for the dialog's lock before it writes anything, and writes nothing when the dialog is not
 * at the version that was read. Therefore whoever reads, decides and calls this needs no lock in between.
 * @returns the transaction's id, or null when the dialog has changed since it was read: nothing was written
 */
export async function writeDialog(db: Db, change: DialogChange): Promise<string | null> {
  const { workspaceId, before, next, messages, changed = null, touched = [] } = change;
  const told = [...messages, ...(changed ? [changed.message] : []), ...touched];
  const dialog: Dialog = { ...next, rev: before.rev + 1 };
  const update = db
    .updateTable('dialogs')
    .from(sql<object>`locked`.as('dialog_lock'))
    .set({ ...fromDialog(dialog), xid: sql<string>`pg_current_xact_id()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialog.id)
    .where('rev', '=', before.rev)
    .returning(['workspace_id', 'dialogs.id', 'channel_id', 'external_user_id', 'xid']);
  const steps = [
    sql`locked as materialized (select ${dialogLock(workspaceId, dialog.id)})`,
    sql`changed as (${update})`,
    ...belongings(workspaceId, messages, dialogEntries(before, dialog, told)),
    ...(changed ? amendment(workspaceId, changed.message, changed.carry) : []),
    ...(change.also ?? []),
  ];
  return await run(db, steps);
}

/** Writes a dialog that is new, with its first messages. */
export async function createDialog(
  tx: Tx,
  place: { workspaceId: string; externalUserId: string },
  dialog: Dialog,
  messages: readonly Message[],
  also: readonly Also[],
): Promise<void> {
  const insert = tx.db
    .insertInto('dialogs')
    .values(newDialogRow(place.workspaceId, place.externalUserId, dialog))
    .returning(['workspace_id', 'id', 'channel_id', 'external_user_id', 'xid']);
  const entries = dialogEntries(null, dialog, messages);
  await run(tx.db, [
    sql`changed as (${insert})`,
    ...belongings(place.workspaceId, messages, entries),
    ...also,
  ]);
}

async function run(db: Db, steps: readonly RawBuilder<unknown>[]): Promise<string | null> {
  const { rows } = await sql<{ xid: string }>`${prepared}
    with ${sql.join(steps)} select xid::text as xid from changed`.execute(db);
  return rows[0]?.xid ?? null;
}

/** Messages with their files (a file of another one is refused by its key), a delivery for each that goes out to the client (the database takes one for no other), entries of the feed. */
function belongings(
  workspaceId: string,
  messages: readonly Message[],
  entries: readonly NewEntry[],
): RawBuilder<unknown>[] {
  const steps = [
    sql`fed as (insert into feed (workspace_id, change, audiences, previous_audience)
      select changed.workspace_id, e.change, e.audiences, e.previous from changed,
        jsonb_to_recordset(${entriesJson(entries)}::jsonb) as e(n int, change jsonb, audiences jsonb, previous jsonb)
      order by e.n)`,
  ];
  if (messages.length > 0) {
    const rows = JSON.stringify(messages.map((message) => messageJson(workspaceId, message)));
    steps.push(sql`said as (insert into messages
        (workspace_id, dialog_id, seq, id, author_kind, author_id, visibility, kind, text, event, attachments, mentions,
          delivery_state, delivery_at, delivery_failure, reply_to, form, answers, at, rev)
      select changed.workspace_id, changed.id, m.seq, m.id, m.author_kind, m.author_id, m.visibility, m.kind, m.text, m.event,
        m.attachments, m.mentions,
        m.delivery_state, m.delivery_at, m.delivery_failure, m.reply_to, m.form, m.answers, m.at, m.rev
      from changed, jsonb_populate_recordset(null::messages, ${rows}::jsonb) m)`);
  }
  const filed = messages.flatMap(({ id, body }) =>
    body.kind === 'text' ? body.attachments.map((file) => ({ file: file.id, message: id })) : [],
  );
  if (filed.length > 0) {
    steps.push(sql`filed as (insert into message_files (workspace_id, file_id, message_id)
      select changed.workspace_id, f.file, f.message
      from changed, jsonb_to_recordset(${JSON.stringify(filed)}::jsonb) as f(file uuid, message uuid))`);
  }
  const outgoing = messages.filter((message) => isOutgoing(message)).map(({ id, seq }) => ({ id, seq }));
  if (outgoing.length > 0) {
    steps.push(sql`queued as (insert into deliveries
        (workspace_id, message_id, dialog_id, seq, channel_id, external_user_id)
      select changed.workspace_id, m.id, changed.id, m.seq, changed.channel_id, changed.external_user_id
      from changed, jsonb_to_recordset(${JSON.stringify(outgoing)}::jsonb) as m(id uuid, seq int))`);
  }
  return steps;
}

/** The message's new content, and what its delivery queue has to do about it. */
function amendment(workspaceId: string, message: Message, carry: Carry | null): RawBuilder<unknown>[] {
  const row = JSON.stringify(messageJson(workspaceId, message));
  const steps = [
    sql`amended as (update messages m set
        text = r.text, attachments = r.attachments, mentions = r.mentions, deleted = r.deleted, reply_to = r.reply_to, edited_at = r.edited_at, amendment = r.amendment,
        reactions = r.reactions, form = r.form, delivery_state = r.delivery_state, delivery_at = r.delivery_at,
        delivery_failure = r.delivery_failure, rev = r.rev
      from changed, jsonb_populate_record(null::messages, ${row}::jsonb) r
      where m.workspace_id = changed.workspace_id and m.dialog_id = changed.id and m.seq = r.seq)`,
  ];
  if (message.body.kind === 'deleted') {
    // Whoever asks for its files finds nothing; what belongs to no message is thrown away in time.
    steps.push(
      sql`unshown as (delete from sitechat_files f using changed
        where f.workspace_id = changed.workspace_id and f.message_id = ${message.id})`,
      sql`unfiled as (delete from message_files f using changed
        where f.workspace_id = changed.workspace_id and f.message_id = ${message.id})`,
    );
  }
  if (carry === 'delete') {
    // What still waits to be carried must not go any more.
    steps.push(sql`withdrawn as (update deliveries d set status = 'settled' from changed
      where d.workspace_id = changed.workspace_id and d.message_id = ${message.id} and d.status = 'queued' and d.work <> 'delete')`);
  }
  if (carry) {
    steps.push(sql`carried as (insert into deliveries as d
        (workspace_id, message_id, dialog_id, seq, channel_id, external_user_id, work, outgoing, asked_rev)
      select changed.workspace_id, ${message.id}::uuid, changed.id, ${message.seq}::int, changed.channel_id, changed.external_user_id,
        ${carry}, ${isOutgoing(message)}::boolean, ${message.rev}::int from changed
      on conflict (workspace_id, message_id, work) do update set
        asked_rev = excluded.asked_rev,
        -- What is being carried right now is carried once more when that is done.
        status = case d.status when 'sending' then 'sending' else 'queued' end,
        next_at = case d.status when 'sending' then d.next_at else now() end,
        tried_before = case d.status when 'settled' then d.attempts else d.tried_before end,
        n = case d.status when 'settled' then excluded.n else d.n end)`);
  }
  return steps;
}
