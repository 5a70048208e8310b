/** What the hub's database says, read without the hub: rows, not snapshots and feeds. */
import { sql } from 'kysely';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Amendment } from '#shared/domain/message.ts';
import { seesShelf, type QuickReply } from '#shared/domain/quick-reply.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { loadFilters } from '#server/db/filter-rows.ts';
import { loadNotices } from '#server/db/notice-rows.ts';
import { toContact, toDialog, toMessage } from '#server/db/rows.ts';
import type { Db } from '#server/db/transaction.ts';
import { loadDirectory } from '#server/feed/directory.ts';
import { readSlots, toReply } from '#server/replies/rows.ts';
import { NOBODY, WORKSPACE, type Employee } from '../hub/company.ts';
import { print } from './canonical.ts';
import { readTeam, type TeamTruth } from './team.ts';

export interface Spoken {
  id: string;
  dialogId: string;
  seq: number;
  authorId: string | null;
  author: 'client' | 'operator' | 'system';
  visibility: 'public' | 'hidden';
  /** Null: an event, or it was deleted. */
  text: string | null;
  deleted: boolean;
  /** What was changed of it, and the client does not have. */
  amendment: Amendment['state'] | null;
  delivery: string | null;
  print: string;
}

export interface Truth {
  dialogs: Map<string, { dialog: Dialog; print: string; externalUserId: string }>;
  contacts: Map<string, string>;
  directory: Map<string, string>;
  /** Filters that each operator keeps for himself. */
  ownFilters: Map<string, Map<string, string>>;
  /** Newest ones of each operator, by his id; as many as a snapshot brings. */
  notices: Map<string, Map<string, string>>;
  team: TeamTruth;
  /** Quick replies that are not deleted, with the branch of their line. */
  replies: { reply: QuickReply; branchId: string | null; print: string }[];
  /** What each operator has on his keys, by `slot <n>`. */
  slots: Map<string, Map<string, string>>;
  /** By dialog, by seq; of the dialogs that were asked for. */
  messages: Map<string, Spoken[]>;
  /** What the hub answered to every intent (null: done); only when everything was asked for. */
  intents: Map<string, { operatorId: string; refusal: string | null }>;
}

/** @param since messages of dialogs closed before, whose last activity was before, are left out */
export async function readTruth(db: Db, since: number): Promise<Truth> {
  const truth: Truth = {
    dialogs: new Map(),
    contacts: new Map(),
    directory: new Map(),
    ownFilters: new Map(),
    notices: new Map(),
    team: await readTeam(db),
    replies: [],
    slots: new Map(),
    messages: new Map(),
    intents: new Map(),
  };
  for (const row of await db.selectFrom('dialogs').selectAll().execute()) {
    const dialog = toDialog(row);
    truth.dialogs.set(dialog.id, { dialog, print: print(dialog), externalUserId: row.external_user_id });
  }
  for (const { kind, row } of await loadDirectory(db, WORKSPACE, NOBODY))
    truth.directory.set(`${kind}/${row.id}`, print({ kind, row }));
  await readContacts(db, truth);
  const operators = await db.selectFrom('operators').select('id').execute();
  for (const { id } of operators) {
    const notices = await loadNotices(db, WORKSPACE, id);
    truth.notices.set(id, new Map(notices.map((notice) => [notice.id, print(notice)])));
    const filters = (await loadFilters(db, WORKSPACE, id)).filter(({ sharing }) => sharing === 'personal');
    const rows = filters.map((row) => ({ kind: 'filter', row }));
    truth.ownFilters.set(id, new Map(rows.map((entry) => [`filter/${entry.row.id}`, print(entry)])));
    const slots = await readSlots(db, WORKSPACE, id);
    truth.slots.set(id, new Map(slots.map((slot) => [`slot ${slot.slot}`, print(slot)])));
  }
  await readReplies(db, truth);
  await readMessages(db, truth, since);
  // All of them or none: they are for the end, and a long run has hundreds of thousands.
  if (since > 0) return truth;
  const intents = await db.selectFrom('intents').select(['id', 'operator_id', 'refusal']).execute();
  for (const row of intents)
    truth.intents.set(row.id, { operatorId: row.operator_id, refusal: row.refusal?.code ?? null });
  return truth;
}

async function readReplies(db: Db, truth: Truth): Promise<void> {
  const lines = await db.selectFrom('lines').select(['id', 'branch_id']).execute();
  const branches = new Map(lines.map((line) => [line.id, line.branch_id]));
  const rows = await db.selectFrom('quick_replies').selectAll().where('deleted_at', 'is', null).execute();
  truth.replies = rows.map((row) => {
    const reply = toReply(row);
    return { reply, branchId: branches.get(row.line_id ?? '') ?? null, print: print(reply) };
  });
}

/** The directory as somebody sees it. */
export function directoryFor(truth: Truth, operatorId: string): Map<string, string> {
  return new Map([...truth.directory, ...(truth.ownFilters.get(operatorId) ?? [])]);
}

/** Quick replies that somebody may see, and what is on his keys. */
export function repliesFor(truth: Truth, scope: Scope): Map<string, string> {
  const visible = truth.replies.filter(({ reply, branchId }) =>
    seesShelf(scope, reply.shelf, () => branchId ?? undefined),
  );
  const slots = truth.slots.get(scope.operatorId) ?? new Map<string, string>();
  return new Map([...visible.map((one): [string, string] => [one.reply.id, one.print]), ...slots]);
}

async function readContacts(db: Db, truth: Truth): Promise<void> {
  const identities = await db
    .selectFrom('contact_identities')
    .selectAll()
    .orderBy('channel_id')
    .orderBy('external_id')
    .execute();
  const byContact = Map.groupBy(identities, (row) => row.contact_id);
  for (const row of await db.selectFrom('contacts').selectAll().execute())
    truth.contacts.set(row.id, print(toContact(row, byContact.get(row.id) ?? [])));
}

async function readMessages(db: Db, truth: Truth, since: number): Promise<void> {
  const wanted = [...truth.dialogs.values()]
    .filter(({ dialog }) => dialog.state.status !== 'closed' || dialog.lastActivityAt >= since)
    .map(({ dialog }) => dialog.id);
  // In portions: a long run has hundreds of thousands, and each is only needed for a moment.
  for (let at = 0; at < wanted.length; at += 200) {
    const rows = await db
      .selectFrom('messages')
      .selectAll()
      .where('workspace_id', '=', WORKSPACE)
      .where('dialog_id', 'in', wanted.slice(at, at + 200))
      .orderBy('dialog_id')
      .orderBy('seq')
      .execute();
    for (const row of rows) {
      const all = truth.messages.get(row.dialog_id) ?? [];
      const message = toMessage(row);
      all.push({
        id: row.id,
        dialogId: row.dialog_id,
        seq: row.seq,
        authorId: row.author_id,
        author: row.author_kind,
        visibility: row.visibility,
        text: message.body.kind === 'text' ? message.body.text : null,
        deleted: message.body.kind === 'deleted',
        amendment: message.amendment?.state ?? null,
        delivery: row.delivery_state,
        print: print(message),
      });
      truth.messages.set(row.dialog_id, all);
    }
  }
}

/** What somebody may see now, by his rights as they are in the database. */
export async function scopeOf(db: Db, employee: Employee): Promise<Scope> {
  const [operator] = await db.selectFrom('operators').select('role').where('id', '=', employee.id).execute();
  const lines = await db
    .selectFrom('line_members')
    .select('line_id')
    .where('operator_id', '=', employee.id)
    .execute();
  const branches = await db
    .selectFrom('branch_members')
    .select('branch_id')
    .where('operator_id', '=', employee.id)
    .execute();
  return {
    operatorId: employee.id,
    role: operator?.role ?? 'operator',
    lineIds: lines.map((row) => row.line_id),
    branchIds: branches.map((row) => row.branch_id),
  };
}

export function visibleTo(truth: Truth, scope: Scope): Set<string> {
  const visible = [...truth.dialogs.values()].filter(({ dialog }) => sees(scope, audienceOf(dialog)));
  return new Set(visible.map(({ dialog }) => dialog.id));
}

/** What must never be: hidden words on their way to a client, or with him; deliveries that nobody settles. */
export async function forbiddenRows(db: Db): Promise<string[]> {
  const { rows } = await sql<{ words: string }>`
    select 'a hidden message in deliveries: ' || d.message_id as words
      from deliveries d join messages m on m.workspace_id = d.workspace_id and m.id = d.message_id
      where m.visibility = 'hidden'
    union all
    select 'a hidden message in a visitor''s talk: ' || i.message_id
      from sitechat_items i join messages m on m.workspace_id = i.workspace_id and m.id = i.message_id
      where m.visibility = 'hidden'
    union all
    select 'a message id twice: ' || id from messages group by id having count(*) > 1
    union all
    select 'a public answer without a delivery: ' || m.id
      from messages m left join deliveries d on d.workspace_id = m.workspace_id and d.message_id = m.id
      where m.author_kind = 'operator' and m.visibility = 'public' and m.kind = 'text' and d.message_id is null
    limit 50`.execute(db);
  return rows.map(({ words }) => words);
}
