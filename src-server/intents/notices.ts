/** Who hears of what an intent did, and in which words. */
import { sql } from 'kysely';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Notice, NoticeDraft } from '#shared/domain/notice.ts';
import { audienceOf, sees } from '#shared/domain/scope.ts';
import { deriveId } from '#shared/lib/ids.ts';
import type { Db } from '../db/transaction.ts';
import type { StoredChange } from '../feed/entry.ts';
import type { Also } from './persist.ts';

/** By-products of an intent are numbered: messages from 1, notices from here. */
export const FIRST_NOTICE = 1_000;

interface Person {
  id: string;
  role: Role;
  line_ids: string[];
  branch_ids: string[];
}

export interface Occasion {
  workspaceId: string;
  /** Notices get ids from this one, so that an intent that is tried again makes the same ones. */
  sourceId: string;
  /** Null: the system. */
  byId: string | null;
  dialog: Dialog;
  at: number;
  /** The number of the first of them, where the source has made others before. */
  first?: number;
}

/** Drafts as whole notices, one a person and kind. Colleagues who are not there, or may not see what they were named in, get none. */
export async function resolveNotices(
  db: Db,
  occasion: Occasion,
  drafts: readonly NoticeDraft[],
): Promise<Notice[]> {
  if (drafts.length === 0) return [];
  const ids = drafts.flatMap(({ to }) => (to.kind === 'operator' ? [to.operatorId] : []));
  const seniors = drafts.some(({ to }) => to.kind === 'seniors');
  const [people, clientName] = await Promise.all([
    loadPeople(db, occasion, ids, seniors),
    loadClientName(db, occasion),
  ]);
  const notices = new Map<string, Notice>();
  for (const draft of drafts)
    for (const person of recipients(occasion, draft, people)) {
      const key = `${person.id} ${draft.kind}`;
      if (notices.has(key)) continue;
      notices.set(key, {
        id: deriveId(occasion.sourceId, (occasion.first ?? FIRST_NOTICE) + notices.size),
        operatorId: person.id,
        kind: draft.kind,
        dialogId: occasion.dialog.id,
        byId: occasion.byId,
        text: draft.text,
        clientName,
        at: occasion.at,
        seenAt: null,
        rev: 1,
      });
    }
  return [...notices.values()];
}

function recipients(occasion: Occasion, draft: NoticeDraft, people: readonly Person[]): Person[] {
  const { to } = draft;
  if (to.kind === 'operator') {
    const person = people.find(({ id }) => id === to.operatorId);
    if (!person) return [];
    // A name in a note opens no doors; an invitation, an offer does.
    return draft.kind !== 'mentioned' || canSee(person, occasion.dialog) ? [person] : [];
  }
  const others = people.filter(({ id }) => id !== occasion.byId);
  const seniors = others.filter((person) => person.role === 'senior' && canSee(person, occasion.dialog));
  return seniors.length > 0 ? seniors : others.filter(({ role }) => role === 'admin');
}

function canSee(person: Person, dialog: Dialog): boolean {
  const { id: operatorId, role, line_ids: lineIds, branch_ids: branchIds } = person;
  return sees({ operatorId, role, lineIds, branchIds }, audienceOf(dialog));
}

/** Those of some colleagues who see the dialog. */
export async function whoSees(db: Db, occasion: Occasion, operatorIds: readonly string[]): Promise<string[]> {
  const people = await loadPeople(db, occasion, operatorIds, false);
  return people.filter((person) => canSee(person, occasion.dialog)).map(({ id }) => id);
}

/** @param seniors whether those who supervise come too */
async function loadPeople(
  db: Db,
  { workspaceId }: Occasion,
  ids: readonly string[],
  seniors: boolean,
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select o.id, o.role,
      array(select line_id from line_members m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as line_ids,
      array(select branch_id from branch_members m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as branch_ids
    from operators o
    where o.workspace_id = ${workspaceId} and o.active
      and (o.id = any(${ids}::uuid[]) or (${seniors} and o.role in ('senior', 'admin')))
    order by o.id`.execute(db);
  return rows;
}

async function loadClientName(db: Db, { workspaceId, dialog }: Occasion): Promise<string> {
  const row = await db
    .selectFrom('contacts')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialog.contactId)
    .executeTakeFirst();
  return row?.name ?? '';
}

/** Statements that write notices and tell their owners, as part of the change in `changed`. */
export function noticeSteps(notices: readonly Notice[]): Also[] {
  if (notices.length === 0) return [];
  const rows = JSON.stringify(
    notices.map((notice, n) => ({ n, ...notice, change: { type: 'notice', notice } satisfies StoredChange })),
  );
  return [
    sql`noticed as (insert into notices (workspace_id, operator_id, id, kind, dialog_id, by_id, text, client_name, at)
      select changed.workspace_id, n."operatorId", n.id, n.kind, n."dialogId", n."byId", n.text, n."clientName",
        timestamptz 'epoch' + n.at * interval '1 millisecond'
      from changed, jsonb_to_recordset(${rows}::jsonb) as n("operatorId" uuid, id uuid, kind text, "dialogId" uuid,
        "byId" uuid, text text, "clientName" text, at bigint))`,
    sql`notices_fed as (insert into feed (workspace_id, change, operator_id)
      select changed.workspace_id, n.change, n."operatorId"
      from changed, jsonb_to_recordset(${rows}::jsonb) as n(n int, change jsonb, "operatorId" uuid) order by n.n)`,
  ];
}
