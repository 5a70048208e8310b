/** Takes in what a client wrote: once, into his open dialog or a new one. */
import { sql } from 'kysely';
import type { Contact } from '#shared/domain/contact.ts';
import { UNTOUCHED, type Dialog } from '#shared/domain/dialog.ts';
import { answersAsText } from '#shared/domain/form.ts';
import type { Message, Quotation } from '#shared/domain/message.ts';
import { appendMessage, quote, type MessageDraft } from '#shared/domain/transcript.ts';
import { cleanText, isBlank, MAX_TEXT_BYTES, utf8Length } from '#shared/lib/text.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import { toDialog, type DialogRow } from '../db/rows.ts';
import { lockDialog, type Tx } from '../db/transaction.ts';
import { createDialog, writeDialog, type Also } from '../intents/persist.ts';
import { lockIdentity } from '../contacts/store.ts';
import { heardIn } from './answers.ts';
import { cleanName } from './clean-name.ts';
import { keepContact, knownContact } from './contact.ts';
import { answered, fillInForm, lockForm, writeAnswered } from './form.ts';
import { hear } from './heard.ts';
import { IntakeError, type Incoming, type Received } from './incoming.ts';
import { cleanPageUrl } from './page-url.ts';
import { messageInTalk } from './talk.ts';

export interface IntakeDeps {
  bus: Bus;
  now(): number;
  newId(): string;
}

/** See `ChannelHub.receive`. */
export async function receive(tx: Tx, deps: IntakeDeps, incoming: Incoming): Promise<Received> {
  const words = incoming.answers ? '' : checkText(incoming.text, incoming.attachments !== undefined);
  const { workspaceId, channelId, externalUserId } = incoming;
  await lockIdentity(tx, workspaceId, { channelId, externalId: externalUserId });
  const duplicate = await findDuplicate(tx, incoming, words);
  if (duplicate) return duplicate;
  const filled = incoming.answers ? await fillInForm(tx, incoming, incoming.answers) : null;
  const answers = filled?.answers ?? null;
  const text = answers ? answersAsText(answers) : words;
  const attachments = (await incoming.attachments?.(tx)) ?? [];
  const place = await placeOf(tx, workspaceId, channelId);
  const heard = answers ? heardIn(answers) : hear(text, cleanName(incoming.name));
  const known = await knownContact(tx, deps, incoming, heard);
  const open = await lockOpenDialog(tx, incoming);
  const previous = open || !known ? null : await previousDialog(tx, incoming, known.before.id);
  const form = filled && (await lockForm(tx, incoming, filled));
  // Every lock is taken: from here on it is written.
  const contact = await keepContact(tx, deps, incoming, place.kind, heard, known);
  // Taken up again while we waited for its lock, it is open; otherwise only spam goes on in what is closed.
  const home =
    open ?? (previous && (previous.status !== 'closed' || previous.outcome === 'spam') ? previous : null);
  const draft: MessageDraft = {
    id: deps.newId(),
    author: { kind: 'client', contactId: contact.id },
    visibility: 'public',
    body: { kind: 'text', text, attachments },
    delivery: null,
    replyTo: await quotationOf(tx, incoming),
    ...(answers && { answers }),
    at: Math.min(incoming.at, deps.now()),
  };
  const done = form && answered(form, draft.id);
  const here = done?.dialogId === home?.id ? done : null;
  const message = home
    ? await appendTo(tx, home, draft, incoming, here)
    : await openDialog(tx, deps, incoming, place, draft, { contact, previous });
  if (done && done !== here) await writeAnswered(tx, incoming, done);
  tx.afterCommit(() => deps.bus.publish(topics.feed, workspaceId));
  const { dialogId, id: messageId, seq } = message;
  return { dialogId, messageId, seq, contactId: contact.id, text, attachments, answers, duplicate: false };
}

/** What the client answers. */
async function quotationOf(tx: Tx, incoming: Incoming): Promise<Quotation | null> {
  const message = incoming.replyTo ? await messageInTalk(tx, incoming, incoming.replyTo) : null;
  return message?.body.kind === 'text' ? quote(message) : null;
}

function checkText(raw: string, mayBeBlank: boolean): string {
  const text = isBlank(raw) ? '' : cleanText(raw);
  if (text === '' && !mayBeBlank) throw new IntakeError('text_empty', 'The text is empty');
  if (utf8Length(text) > MAX_TEXT_BYTES) {
    throw new IntakeError('text_too_large', `The text is longer than ${MAX_TEXT_BYTES} bytes`);
  }
  return text;
}

async function findDuplicate(tx: Tx, incoming: Incoming, text: string): Promise<Received | null> {
  const row = await tx.db
    .selectFrom('incoming')
    .innerJoin('dialogs', (join) =>
      join
        .onRef('dialogs.workspace_id', '=', 'incoming.workspace_id')
        .onRef('dialogs.id', '=', 'incoming.dialog_id'),
    )
    .select(['incoming.dialog_id', 'incoming.message_id', 'incoming.seq', 'dialogs.contact_id'])
    .where('incoming.workspace_id', '=', incoming.workspaceId)
    .where('incoming.channel_id', '=', incoming.channelId)
    .where('incoming.external_message_id', '=', incoming.externalMessageId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    dialogId: row.dialog_id,
    messageId: row.message_id,
    seq: row.seq,
    contactId: row.contact_id,
    text,
    attachments: [],
    answers: null,
    duplicate: true,
  };
}

interface Place {
  lineId: string;
  branchId: string;
  kind: Contact['identities'][number]['kind'];
}

async function placeOf(tx: Tx, workspaceId: string, channelId: string): Promise<Place> {
  const row = await tx.db
    .selectFrom('channels')
    .innerJoin('lines', (join) =>
      join
        .onRef('lines.workspace_id', '=', 'channels.workspace_id')
        .onRef('lines.id', '=', 'channels.line_id'),
    )
    .select(['channels.kind', 'channels.active', 'channels.line_id', 'lines.branch_id'])
    .where('channels.workspace_id', '=', workspaceId)
    .where('channels.id', '=', channelId)
    .executeTakeFirst();
  if (!row) throw new IntakeError('channel_not_found', 'There is no such channel');
  if (!row.active) throw new IntakeError('channel_off', 'The channel is switched off');
  return { lineId: row.line_id, branchId: row.branch_id, kind: row.kind };
}

/** The client's open dialog, under its lock. One that was closed while we waited for the lock is not open. */
async function lockOpenDialog(tx: Tx, incoming: Incoming): Promise<DialogRow | undefined> {
  const open = tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', incoming.workspaceId)
    .where('channel_id', '=', incoming.channelId)
    .where('external_user_id', '=', incoming.externalUserId)
    .where('status', '<>', 'closed');
  const seen = await open.executeTakeFirst();
  if (!seen) return undefined;
  await lockDialog(tx, incoming.workspaceId, seen.id);
  return await open.executeTakeFirst();
}

/**
 * To the open dialog; or to one that was spam, which nobody is called by. Under the dialog's lock.
 * @param form the form that it answers, if that is of this dialog
 */
async function appendTo(
  tx: Tx,
  row: DialogRow,
  draft: MessageDraft,
  incoming: Incoming,
  form: Message | null,
): Promise<Message> {
  const before = toDialog(row);
  const pageUrl = cleanPageUrl(incoming.pageUrl) ?? before.pageUrl;
  const { dialog, message } = appendMessage({ ...before, pageUrl }, draft);
  const { workspaceId } = incoming;
  const also = [noteIncoming(incoming, message)];
  const changed = form && { message: form, carry: null };
  const change = { workspaceId, before, next: dialog, messages: [message], changed, also };
  const xid = await writeDialog(tx.db, change);
  if (xid === null) throw new Error(`Dialog ${row.id} changed although its lock was held`);
  return message;
}

/** Remembers the channel's id of the message: the same one again changes nothing. */
function noteIncoming(incoming: Incoming, { dialogId, id, seq }: Message): Also {
  return sql`noted as (insert into incoming
      (workspace_id, channel_id, external_message_id, dialog_id, message_id, seq)
    select workspace_id, channel_id, ${incoming.externalMessageId}, ${dialogId}::uuid, ${id}::uuid, ${seq}::int from changed)`;
}

async function openDialog(
  tx: Tx,
  deps: IntakeDeps,
  incoming: Incoming,
  place: Place,
  draft: MessageDraft,
  { contact, previous }: { contact: Contact; previous: DialogRow | null },
): Promise<Message> {
  const empty: Dialog = {
    id: deps.newId(),
    channelId: incoming.channelId,
    lineId: place.lineId,
    branchId: place.branchId,
    contactId: contact.id,
    ...UNTOUCHED,
    state: { status: 'queued' },
    previousDialogId: previous?.id ?? null,
    pageUrl: cleanPageUrl(incoming.pageUrl),
    createdAt: draft.at,
    lastActivityAt: draft.at,
    rev: 1,
  };
  const opened = appendMessage(empty, {
    id: deps.newId(),
    author: { kind: 'system' },
    visibility: 'hidden',
    body: { kind: 'event', event: { type: 'opened' } },
    delivery: null,
    at: draft.at,
  });
  const { dialog, message } = appendMessage(opened.dialog, draft);
  const messages = [opened.message, message];
  await createDialog(tx, incoming, dialog, messages, [noteIncoming(incoming, message)]);
  return message;
}

/** The client's latest dialog on this channel, under its lock; all are closed when this is asked. */
async function previousDialog(tx: Tx, incoming: Incoming, contactId: string): Promise<DialogRow | null> {
  const latest = tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', incoming.workspaceId)
    // The contact finds them by an index; the other two tell his talks on this channel from those elsewhere.
    .where('contact_id', '=', contactId)
    .where('channel_id', '=', incoming.channelId)
    .where('external_user_id', '=', incoming.externalUserId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  const seen = await latest.executeTakeFirst();
  if (seen?.outcome !== 'spam') return seen ?? null;
  await lockDialog(tx, incoming.workspaceId, seen.id);
  return (await latest.executeTakeFirst()) ?? null;
}
