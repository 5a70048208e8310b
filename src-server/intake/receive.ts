/** Takes in what a client wrote: once, into his open dialog or a new one. */
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { appendMessage, type MessageDraft } from '#shared/domain/transcript.ts';
import { cleanText, MAX_TEXT_BYTES, utf8Length } from '#shared/lib/text.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import { newDialogRow, toDialog, type DialogRow } from '../db/rows.ts';
import { lock, lockDialog, type Tx } from '../db/transaction.ts';
import { appendToFeed, dialogEntries } from '../feed/append.ts';
import { insertMessages, persistDialog } from '../intents/persist.ts';
import { ensureContact } from './contact.ts';
import { IntakeError, type Incoming, type Received } from './incoming.ts';

export interface IntakeDeps {
  bus: Bus;
  now(): number;
  newId(): string;
}

/** See `ChannelHub.receive`. */
export async function receive(tx: Tx, deps: IntakeDeps, incoming: Incoming): Promise<Received> {
  const text = checkText(incoming.text);
  const { workspaceId, channelId, externalUserId } = incoming;
  await lock(tx, 'identity', workspaceId, channelId, externalUserId);
  const duplicate = await findDuplicate(tx, incoming);
  if (duplicate) return duplicate;
  const place = await placeOf(tx, workspaceId, channelId);
  const open = await lockOpenDialog(tx, incoming);
  const contact = await ensureContact(tx, deps, incoming, place.kind);
  const draft: MessageDraft = {
    id: deps.newId(),
    author: { kind: 'client', contactId: contact.id },
    visibility: 'public',
    body: { kind: 'text', text },
    delivery: null,
    at: Math.min(incoming.at, deps.now()),
  };
  const message = open
    ? await appendToOpen(tx, open, draft)
    : await openDialog(tx, deps, incoming, place, contact, draft);
  await tx.db
    .insertInto('incoming')
    .values({
      workspace_id: workspaceId,
      channel_id: channelId,
      external_message_id: incoming.externalMessageId,
      dialog_id: message.dialogId,
      message_id: message.id,
      seq: message.seq,
    })
    .execute();
  tx.afterCommit(() => deps.bus.publish(topics.feed, workspaceId));
  const { dialogId, id: messageId, seq } = message;
  return { dialogId, messageId, seq, contactId: contact.id, duplicate: false };
}

function checkText(raw: string): string {
  const text = cleanText(raw);
  if (text.trim() === '') throw new IntakeError('text_empty', 'The text is empty');
  if (utf8Length(text) > MAX_TEXT_BYTES) {
    throw new IntakeError('text_too_large', `The text is longer than ${MAX_TEXT_BYTES} bytes`);
  }
  return text;
}

async function findDuplicate(tx: Tx, incoming: Incoming): Promise<Received | null> {
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

async function appendToOpen(tx: Tx, row: DialogRow, draft: MessageDraft): Promise<Message> {
  const before = toDialog(row);
  const { dialog, message } = appendMessage(before, draft);
  await persistDialog(tx, row, before, dialog, [message]);
  return message;
}

async function openDialog(
  tx: Tx,
  deps: IntakeDeps,
  incoming: Incoming,
  place: Place,
  contact: Contact,
  draft: MessageDraft,
): Promise<Message> {
  const empty: Dialog = {
    id: deps.newId(),
    channelId: incoming.channelId,
    lineId: place.lineId,
    branchId: place.branchId,
    contactId: contact.id,
    state: { status: 'queued' },
    participantIds: [],
    previousDialogId: await previousDialog(tx, incoming),
    createdAt: draft.at,
    lastActivityAt: draft.at,
    waitingSince: null,
    unread: 0,
    lastSeq: 0,
    lastMessage: null,
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
  const row = newDialogRow(incoming.workspaceId, incoming.externalUserId, dialog);
  await tx.db.insertInto('dialogs').values(row).execute();
  await insertMessages(tx, row, messages);
  await appendToFeed(tx, incoming.workspaceId, dialogEntries(null, dialog, messages));
  return message;
}

/** The client's latest dialog on this channel; all are closed when this is asked. */
async function previousDialog(tx: Tx, incoming: Incoming): Promise<string | null> {
  const row = await tx.db
    .selectFrom('contact_identities as identity')
    .innerJoin('dialogs', (join) =>
      join
        .onRef('dialogs.workspace_id', '=', 'identity.workspace_id')
        .onRef('dialogs.contact_id', '=', 'identity.contact_id')
        .onRef('dialogs.channel_id', '=', 'identity.channel_id')
        .onRef('dialogs.external_user_id', '=', 'identity.external_id'),
    )
    .select('dialogs.id')
    .where('identity.workspace_id', '=', incoming.workspaceId)
    .where('identity.channel_id', '=', incoming.channelId)
    .where('identity.external_id', '=', incoming.externalUserId)
    .orderBy('dialogs.created_at', 'desc')
    .orderBy('dialogs.id', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}
