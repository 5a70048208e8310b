/**
 * Dialogs with their clients and messages as JSON text, made by PostgreSQL: a whole archive goes through Node as strings that
 * nobody parses. What is written here is what `toDialog`, `toContact` and `toMessage` would say (db/rows), and is tested to be, but for
 * what their schemas add by themselves.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import { ARCHIVE_DIALOG_MESSAGES, type ArchiveForm } from '#shared/wire/http/archive.ts';
import type { Db } from '../db/transaction.ts';
import { visible } from './scope-sql.ts';

type Text = RawBuilder<string>;

/**
 * A time as `Date` tells it: whole milliseconds, cut off. By a floating number, which takes a fifth of what a decimal one does; what it is
 * off by is less than half of the microsecond that is added.
 */
const ms = (column: Text): Text => sql<string>`floor(date_part('epoch', ${column}) * 1000 + 0.0005)::bigint`;
const orNull = (column: Text, text: Text): Text =>
  sql<string>`case when ${column} is null then 'null' else ${text} end`;
const quotedOrNull = (column: Text): Text => orNull(column, sql<string>`'"' || ${column} || '"'`);
const string = (column: Text): Text => sql<string>`to_json(${column})::text`;

/** A text that needs quotes and no escaping. They go with the names around it: what counts is how many texts are joined. */
interface Quoted {
  quoted: Text;
}
const quoted = (column: Text): Quoted => ({ quoted: column });

/** What is left out where its schema has a default for it: most messages have nothing of the kind. */
interface Optional {
  there: RawBuilder<unknown>;
  text: Text;
}
const where = (there: RawBuilder<unknown>, text: Text): Optional => ({ there, text });
const unlessNull = (column: Text, text: Text = sql<string>`${column}::text`): Optional =>
  where(sql`${column} is not null`, text);

/**
 * Texts side by side; one null makes all null, so every part has to be a text. What may be left out comes last, after something
 * that may not.
 */
function object(parts: Record<string, Text | Quoted>, optional: Record<string, Optional> = {}): Text {
  const joined: Text[] = [];
  let before = '{';
  for (const [name, part] of Object.entries(parts)) {
    const quote = 'quoted' in part ? '"' : '';
    joined.push(sql.lit(`${before}"${name}":${quote}`), 'quoted' in part ? part.quoted : part);
    before = `${quote},`;
  }
  joined.push(sql.lit(before.slice(0, -1)));
  for (const [name, { there, text }] of Object.entries(optional))
    joined.push(sql<string>`case when ${there} then ${sql.lit(`,"${name}":`)} || ${text} else '' end`);
  joined.push(sql.lit('}'));
  return concatenated(joined);
}

/** In halves: one after the other, whatever is joined is copied again by every part after it. */
function concatenated(parts: readonly Text[]): Text {
  const [first, second] = parts;
  if (first === undefined || second === undefined) return first ?? sql.lit('');
  const middle = Math.ceil(parts.length / 2);
  return sql<string>`(${concatenated(parts.slice(0, middle))} || ${concatenated(parts.slice(middle))})`;
}

const d = (column: string): Text => sql.ref(`d.${column}`) as Text;
const c = (column: string): Text => sql.ref(`c.${column}`) as Text;
const m = (column: string): Text => sql.ref(`m.${column}`) as Text;
const i = (column: string): Text => sql.ref(`i.${column}`) as Text;
const lit = (json: string): Text => sql.lit(json);

const state = object({
  status: lit('"closed"'),
  responsibleId: quotedOrNull(d('responsible_id')),
  closedAt: ms(d('closed_at')),
  outcome: quoted(d('outcome')),
});

const dialog = object(
  {
    id: quoted(d('id')),
    channelId: quoted(d('channel_id')),
    lineId: quoted(d('line_id')),
    branchId: quoted(d('branch_id')),
    contactId: quoted(d('contact_id')),
    state,
    participantIds: string(d('participant_ids')),
    previousDialogId: quotedOrNull(d('previous_dialog_id')),
    pageUrl: orNull(d('page_url'), string(d('page_url'))),
    createdAt: ms(d('created_at')),
    lastActivityAt: ms(d('last_activity_at')),
    waitingSince: orNull(d('waiting_since'), sql<string>`${ms(d('waiting_since'))}::text`),
    unread: d('unread'),
    lastSeq: d('last_seq'),
    lastMessage: sql<string>`coalesce(d.last_message::text, 'null')`,
    lastTurn: sql<string>`coalesce(d.last_turn::text, 'null')`,
    lastClientSeq: d('last_client_seq'),
    rev: d('rev'),
  },
  {
    handOver: unlessNull(d('hand_over')),
    snoozed: unlessNull(d('snoozed')),
    seniorCall: unlessNull(d('senior_call')),
    pinnedBy: where(sql`d.pinned_by <> '{}'`, string(d('pinned_by'))),
  },
);

const identity = object({
  channelId: quoted(i('channel_id')),
  kind: quoted(i('kind')),
  externalId: string(i('external_id')),
  display: orNull(i('display'), string(i('display'))),
});

const contact = object(
  {
    id: quoted(c('id')),
    name: orNull(c('name'), string(c('name'))),
    number: c('number'),
    identities: sql<string>`'[' || coalesce(identities.body, '') || ']'`,
    createdAt: ms(c('created_at')),
    rev: c('rev'),
  },
  {
    phones: where(sql`c.phones <> '[]'`, sql<string>`c.phones::text`),
    emails: where(sql`c.emails <> '[]'`, sql<string>`c.emails::text`),
    tags: where(sql`c.tags <> '{}'`, string(c('tags'))),
    notes: where(sql`c.notes <> '[]'`, sql<string>`c.notes::text`),
    merged: where(sql`c.merged <> '[]'`, sql<string>`c.merged::text`),
    mergedInto: unlessNull(c('merged_into'), sql<string>`'"' || c.merged_into || '"'`),
  },
);

const byClient = sql<string>`'{"kind":"client","contactId":"' || m.author_id || '"}'`;
const ofDialogsClient = sql<string>`case when m.author_id = d.contact_id then '{"kind":"client"}' else ${byClient} end`;
const author = (client: Text): Text => sql<string>`case m.author_kind
  when 'client' then ${client}
  when 'operator' then '{"kind":"operator","operatorId":"' || m.author_id || '"}'
  else '{"kind":"system"}' end`;

const body = sql<string>`case
  when m.deleted is not null then
    '{"kind":"deleted","at":' || (m.deleted ->> 'at') || ',"by":' || (m.deleted -> 'by')::text || '}'
  when m.kind = 'text' then '{"kind":"text","text":' || to_json(m.text)::text ||
    case when jsonb_array_length(m.attachments) > 0 then ',"attachments":' || m.attachments::text else '' end || '}'
  else '{"kind":"event","event":' || m.event::text || '}' end`;

const delivery = sql<string>`case
  when m.delivery_state = 'pending' then '{"state":"pending"}'
  when m.delivery_state = 'failed' then
    '{"state":"failed","at":' || ${ms(m('delivery_at'))} || ',"failure":' || m.delivery_failure::text || '}'
  else '{"state":"' || m.delivery_state || '","at":' || ${ms(m('delivery_at'))} || '}' end`;

const said = { visibility: quoted(m('visibility')), body, at: ms(m('at')), rev: m('rev') };

/** Emptiness is asked for by length: to compare with an empty list takes several times as long, a million times. */
const marks = {
  mentions: where(sql`cardinality(m.mentions) > 0`, string(m('mentions'))),
  delivery: unlessNull(m('delivery_state'), delivery),
  replyTo: unlessNull(m('reply_to')),
  editedAt: unlessNull(m('edited_at'), sql<string>`${ms(m('edited_at'))}::text`),
  amendment: unlessNull(m('amendment')),
  reactions: where(sql`jsonb_array_length(m.reactions) > 0`, sql<string>`m.reactions::text`),
  form: unlessNull(m('form')),
  answers: unlessNull(m('answers')),
};

const [id, seq] = [quoted(m('id')), m('seq')];
const MESSAGE: Readonly<Record<ArchiveForm, Text>> = {
  whole: object({ id, dialogId: quoted(m('dialog_id')), seq, author: author(byClient), ...said }, marks),
  lean: object({ id, seq, author: author(ofDialogsClient), ...said }, marks),
};

/** One dialog as text. */
export interface ArchivedText {
  id: string;
  contactId: string;
  /** `lastActivityAt`, in milliseconds. */
  activityAt: number;
  messages: number;
  /** JSON of a `DialogBundle`; lean, of what `wholeBundle` makes one of. */
  body: string;
}

/**
 * Closed dialogs as text, in the order of `ids`. Those that are not there, not closed or not in scope are left out. All comes
 * from one statement, so a page does not run ahead of its dialog.
 */
export async function archivedTexts(
  db: Db,
  { workspaceId, scope, form }: { workspaceId: string; scope: Scope; form: ArchiveForm },
  ids: readonly string[],
): Promise<ArchivedText[]> {
  const { rows } = await sql<Omit<ArchivedText, 'activityAt'> & { activityAt: string }>`
    select d.id, d.contact_id as "contactId", ${ms(d('last_activity_at'))} as "activityAt", talk.count as messages,
      ('{"dialog":' || ${dialog}) || (',"contact":' || ${contact}) ||
      (',"page":{"dialogId":"' || d.id || '","messages":[' || (coalesce(talk.body, '') || ']}}')) as body
    from unnest(${ids}::uuid[]) with ordinality as wanted(id, place)
    join dialogs d on d.workspace_id = ${workspaceId} and d.id = wanted.id
    join contacts c on c.workspace_id = ${workspaceId} and c.id = d.contact_id
    cross join lateral (
      select string_agg(${identity}, ',' order by i.channel_id, i.external_id) as body
      from contact_identities i where i.workspace_id = ${workspaceId} and i.contact_id = d.contact_id
    ) identities
    cross join lateral (
      select count(*)::int as count, string_agg(${MESSAGE[form]}, ',' order by m.seq) as body
      from messages m
      where m.workspace_id = ${workspaceId} and m.dialog_id = d.id and m.seq > d.last_seq - ${ARCHIVE_DIALOG_MESSAGES}
    ) talk
    where d.status = 'closed' and ${visible(scope)}
    order by wanted.place`.execute(db);
  return rows.map((row) => ({ ...row, activityAt: Number(row.activityAt) }));
}
