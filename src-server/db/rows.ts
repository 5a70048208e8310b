/** Rows of the database as entities and back; the only place where `Date` meets milliseconds. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Contact, Identity } from '#shared/domain/contact.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import type { Dialog, LastMessage, Turn } from '#shared/domain/dialog.ts';
import type { HandOver, SeniorCall, Snooze } from '#shared/domain/hand-over.ts';
import type { Author, Message, MessageBody } from '#shared/domain/message.ts';
import type { ChosenPresence } from '#shared/domain/presence.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type {
  ContactIdentitiesTable,
  ContactsTable,
  Deleted,
  DialogsTable,
  MessagesTable,
  OperatorPresenceTable,
} from './tables.ts';

export type DialogRow = Selectable<DialogsTable>;
export type MessageRow = Selectable<MessagesTable>;

/** A row that its own checks should have made impossible. */
function broken(what: string, id: string): never {
  throw new Error(`The database holds an impossible ${what}: ${id}`);
}

function dialogState(row: DialogRow): Dialog['state'] {
  switch (row.status) {
    case 'queued':
      return { status: 'queued' };
    case 'active':
      return { status: 'active', responsibleId: row.responsible_id ?? broken('dialog', row.id) };
    case 'closed':
      return {
        status: 'closed',
        responsibleId: row.responsible_id,
        closedAt: (row.closed_at ?? broken('dialog', row.id)).getTime(),
        outcome: row.outcome ?? broken('dialog', row.id),
      };
    default:
      return exhaustive(row.status, 'dialog status');
  }
}

export function toDialog(row: DialogRow): Dialog {
  return {
    id: row.id,
    channelId: row.channel_id,
    lineId: row.line_id,
    branchId: row.branch_id,
    contactId: row.contact_id,
    state: dialogState(row),
    participantIds: row.participant_ids,
    previousDialogId: row.previous_dialog_id,
    pageUrl: row.page_url,
    createdAt: row.created_at.getTime(),
    lastActivityAt: row.last_activity_at.getTime(),
    waitingSince: row.waiting_since?.getTime() ?? null,
    unread: row.unread,
    lastSeq: row.last_seq,
    lastMessage: row.last_message,
    lastTurn: row.last_turn,
    lastClientSeq: row.last_client_seq,
    handOver: row.hand_over,
    snoozed: row.snoozed,
    seniorCall: row.senior_call,
    pinnedBy: row.pinned_by,
    rev: row.rev,
  };
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** What of a dialog can change after it was made. */
export function fromDialog(dialog: Dialog) {
  const { state } = dialog;
  const closed = state.status === 'closed' ? state : null;
  return {
    line_id: dialog.lineId,
    branch_id: dialog.branchId,
    status: state.status,
    responsible_id: state.status === 'queued' ? null : state.responsibleId,
    closed_at: date(closed?.closedAt ?? null),
    outcome: closed?.outcome ?? null,
    participant_ids: dialog.participantIds,
    page_url: dialog.pageUrl,
    last_activity_at: new Date(dialog.lastActivityAt),
    waiting_since: date(dialog.waitingSince),
    unread: dialog.unread,
    last_seq: dialog.lastSeq,
    last_message: json(dialog.lastMessage satisfies LastMessage | null),
    last_turn: json(dialog.lastTurn satisfies Turn | null),
    last_client_seq: dialog.lastClientSeq,
    hand_over: json(dialog.handOver satisfies HandOver | null),
    snoozed: json(dialog.snoozed satisfies Snooze | null),
    senior_call: json(dialog.seniorCall satisfies SeniorCall | null),
    pinned_by: dialog.pinnedBy,
    rev: dialog.rev,
  } satisfies Updateable<DialogsTable>;
}

export function newDialogRow(
  workspaceId: string,
  externalUserId: string,
  dialog: Dialog,
): Insertable<DialogsTable> {
  return {
    ...fromDialog(dialog),
    workspace_id: workspaceId,
    id: dialog.id,
    channel_id: dialog.channelId,
    contact_id: dialog.contactId,
    external_user_id: externalUserId,
    previous_dialog_id: dialog.previousDialogId,
    created_at: new Date(dialog.createdAt),
  };
}

function toAuthor(row: MessageRow): Author {
  switch (row.author_kind) {
    case 'client':
      return { kind: 'client', contactId: row.author_id ?? broken('message', row.id) };
    case 'operator':
      return { kind: 'operator', operatorId: row.author_id ?? broken('message', row.id) };
    case 'system':
      return { kind: 'system' };
    default:
      return exhaustive(row.author_kind, 'author');
  }
}

function toBody(row: MessageRow): MessageBody {
  if (row.deleted) return { kind: 'deleted', ...row.deleted };
  return row.kind === 'text'
    ? { kind: 'text', text: row.text ?? broken('message', row.id), attachments: row.attachments }
    : { kind: 'event', event: row.event ?? broken('message', row.id) };
}

export function toDelivery(
  row: Pick<MessageRow, 'id' | 'delivery_state' | 'delivery_at' | 'delivery_failure'>,
): Delivery | null {
  const state = row.delivery_state;
  if (state === null) return null;
  if (state === 'pending') return { state };
  const at = (row.delivery_at ?? broken('delivery', row.id)).getTime();
  return state === 'failed'
    ? { state, at, failure: row.delivery_failure ?? broken('delivery', row.id) }
    : { state, at };
}

export function fromDelivery(delivery: Delivery | null): Updateable<MessagesTable> {
  return {
    delivery_state: delivery?.state ?? null,
    delivery_at: delivery && delivery.state !== 'pending' ? new Date(delivery.at) : null,
    delivery_failure: delivery?.state === 'failed' ? JSON.stringify(delivery.failure) : null,
  };
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    dialogId: row.dialog_id,
    seq: row.seq,
    author: toAuthor(row),
    visibility: row.visibility,
    body: toBody(row),
    delivery: toDelivery(row),
    mentions: row.mentions,
    replyTo: row.reply_to,
    editedAt: row.edited_at?.getTime() ?? null,
    amendment: row.amendment,
    reactions: row.reactions,
    ...(row.form && { form: row.form }),
    ...(row.answers && { answers: row.answers }),
    at: row.at.getTime(),
    rev: row.rev,
  };
}

export function newMessageRow(workspaceId: string, message: Message): Insertable<MessagesTable> {
  const { author, body, delivery } = message;
  return {
    workspace_id: workspaceId,
    dialog_id: message.dialogId,
    seq: message.seq,
    id: message.id,
    author_kind: author.kind,
    author_id:
      author.kind === 'client' ? author.contactId : author.kind === 'operator' ? author.operatorId : null,
    visibility: message.visibility,
    kind: body.kind === 'event' ? 'event' : 'text',
    text: body.kind === 'event' ? null : body.kind === 'text' ? body.text : '',
    event: body.kind === 'event' ? JSON.stringify(body.event) : null,
    attachments: JSON.stringify(body.kind === 'text' ? body.attachments : []),
    mentions: message.mentions,
    deleted: json(deletedOf(body)),
    reply_to: json(message.replyTo),
    edited_at: date(message.editedAt),
    amendment: json(message.amendment),
    reactions: JSON.stringify(message.reactions),
    form: json(message.form ?? null),
    answers: json(message.answers ?? null),
    delivery_state: delivery?.state ?? null,
    delivery_at: delivery && delivery.state !== 'pending' ? new Date(delivery.at) : null,
    delivery_failure: delivery?.state === 'failed' ? JSON.stringify(delivery.failure) : null,
    at: new Date(message.at),
    rev: message.rev,
  };
}

function deletedOf(body: MessageBody): Deleted | null {
  return body.kind === 'deleted' ? { at: body.at, by: body.by } : null;
}

/** The same as a value whose JSON PostgreSQL reads as a row of `messages`. */
export function messageJson(workspaceId: string, message: Message) {
  const { body, delivery } = message;
  return {
    ...newMessageRow(workspaceId, message),
    event: body.kind === 'event' ? body.event : null,
    attachments: body.kind === 'text' ? body.attachments : [],
    deleted: deletedOf(body),
    reply_to: message.replyTo,
    amendment: message.amendment,
    reactions: message.reactions,
    form: message.form ?? null,
    answers: message.answers ?? null,
    delivery_failure: delivery?.state === 'failed' ? delivery.failure : null,
  };
}

export function toIdentity(row: Selectable<ContactIdentitiesTable>): Identity {
  return { channelId: row.channel_id, kind: row.kind, externalId: row.external_id, display: row.display };
}

export function toContact(
  row: Selectable<ContactsTable>,
  identities: readonly Selectable<ContactIdentitiesTable>[],
): Contact {
  return {
    id: row.id,
    name: row.name,
    number: row.number,
    phones: row.phones,
    emails: row.emails,
    tags: row.tags,
    notes: row.notes,
    identities: identities.map(toIdentity),
    merged: row.merged,
    mergedInto: row.merged_into,
    createdAt: row.created_at.getTime(),
    rev: row.rev,
  };
}

/** What of a contact can change after it was made. */
export function fromContact(contact: Contact) {
  return {
    name: contact.name,
    phones: JSON.stringify(contact.phones),
    emails: JSON.stringify(contact.emails),
    tags: contact.tags,
    notes: JSON.stringify(contact.notes),
    merged: JSON.stringify(contact.merged),
    merged_into: contact.mergedInto,
    rev: contact.rev,
  } satisfies Updateable<ContactsTable>;
}

export function newContactRow(workspaceId: string, contact: Contact): Insertable<ContactsTable> {
  return {
    ...fromContact(contact),
    workspace_id: workspaceId,
    id: contact.id,
    number: contact.number,
    created_at: new Date(contact.createdAt),
  };
}

export function toPresence(row: Selectable<OperatorPresenceTable>): ChosenPresence {
  return { id: row.operator_id, choice: row.choice, since: row.since.getTime(), rev: row.rev };
}
