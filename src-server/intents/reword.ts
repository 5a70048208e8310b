/** Notices of a mention say what the message says now, to those whom it names now. */
import { sql } from 'kysely';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { MAX_NOTICE_TEXT, type Notice, type NoticeDraft } from '#shared/domain/notice.ts';
import { MAX_MENTIONS } from '#shared/intents/message-send.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { cutText } from '#shared/lib/text.ts';
import type { Db } from '../db/transaction.ts';
import { FIRST_NOTICE, resolveNotices, whoSees, type Occasion } from './notices.ts';
import type { Also } from './persist.ts';

/** Whom a message names only since it was changed is told by notices of these numbers. */
const FIRST_LATER = 2_000;

/** A message before and after its words were changed, or taken away. */
export interface Rewording {
  was: Message;
  now: Message;
}

/** Every id that a notice of the message may have: an operator has at most one of them. */
function idsOf({ id }: Message): Id[] {
  return [FIRST_NOTICE, FIRST_LATER].flatMap((first) =>
    Array.from({ length: MAX_MENTIONS }, (_, n) => deriveId(id, first + n)),
  );
}

/** What those hear whom the new words name and the old did not. Who was named once, and then not, has his notice already. */
export async function laterNotices(
  db: Db,
  occasion: Occasion,
  { now }: Rewording,
  drafts: readonly NoticeDraft[],
): Promise<Notice[]> {
  if (drafts.length === 0) return [];
  const later = { ...occasion, sourceId: now.id, first: FIRST_LATER };
  const notices = await resolveNotices(db, later, drafts);
  if (notices.length === 0) return [];
  const told = await db
    .selectFrom('notices')
    .select('operator_id')
    .where('workspace_id', '=', occasion.workspaceId)
    .where(
      'operator_id',
      'in',
      notices.map(({ operatorId }) => operatorId),
    )
    .where('id', 'in', idsOf(now))
    .execute();
  const known = new Set(told.map((row) => row.operator_id));
  return notices.filter(({ operatorId }) => !known.has(operatorId));
}

/**
 * Statements by which the notices that are there say what the message says now, and nothing where it was deleted or names their owner no
 * more. New words are for those who see the dialog now; that words are gone is for everybody who had them.
 */
export async function rewordSteps(db: Db, occasion: Occasion, { was, now }: Rewording): Promise<Also[]> {
  const people = [...new Set([...was.mentions, ...now.mentions])];
  if (people.length === 0) return [];
  const text = now.body.kind === 'text' ? cutText(now.body.text, MAX_NOTICE_TEXT) : '';
  const named = new Set(now.mentions);
  const readers = new Set(named.size > 0 ? await whoSees(db, occasion, [...named]) : []);
  const words = people
    .filter((id) => !named.has(id) || readers.has(id))
    .map((reader) => ({ reader, text: readers.has(reader) ? text : '' }));
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
  return [
    sql`reworded as (update notices n set text = w.text, rev = n.rev + 1
      from changed, jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as w(reader uuid, text text)
      where n.workspace_id = changed.workspace_id and n.operator_id = w.reader and n.id = any(${idsOf(now)}::uuid[])
        and n.dialog_id = changed.id and n.kind = 'mentioned' and n.text <> w.text
      returning n.*)`,
    sql`reworded_fed as (insert into feed (workspace_id, change, operator_id)
      select workspace_id, jsonb_build_object('type', 'notice', 'notice', jsonb_build_object(
        'id', id, 'operatorId', operator_id, 'kind', kind, 'dialogId', dialog_id, 'byId', by_id, 'text', text,
        'clientName', client_name, 'at', ${ms('at')}, 'seenAt', ${ms('seen_at')}, 'rev', rev)), operator_id
      from reworded)`,
  ];
}
