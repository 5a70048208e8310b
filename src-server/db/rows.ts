/** Rows of the database as entities and back; the only place where `Date` meets milliseconds. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Contact, Identity } from '#shared/domain/contact.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import type { Dialog, LastMessage } from '#shared/domain/dialog.ts';
import type { Author, Message, MessageBody } from '#shared/domain/message.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { ContactIdentitiesTable, ContactsTable, DialogsTable, MessagesTable } from './tables.ts';

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
    createdAt: row.created_at.getTime(),
    lastActivityAt: row.last_activity_at.getTime(),
    waitingSince: row.waiting_since?.getTime() ?? null,
    unread: row.unread,
    lastSeq: row.last_seq,
    lastMessage: row.last_message,
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
    last_activity_at: new Date(dialog.lastActivityAt),
    waiting_since: date(dialog.waitingSince),
    unread: dialog.unread,
    last_seq: dialog.lastSeq,
    last_message: json(dialog.lastMessage satisfies LastMessage | null),
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
  return row.kind === 'text'
    ? { kind: 'text', text: row.text ?? broken('message', row.id) }
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
    kind: body.kind,
    text: body.kind === 'text' ? body.text : null,
    event: body.kind === 'event' ? JSON.stringify(body.event) : null,
    delivery_state: delivery?.state ?? null,
    delivery_at: delivery && delivery.state !== 'pending' ? new Date(delivery.at) : null,
    delivery_failure: delivery?.state === 'failed' ? JSON.stringify(delivery.failure) : null,
    at: new Date(message.at),
    rev: message.rev,
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
    identities: identities.map(toIdentity),
    createdAt: row.created_at.getTime(),
    rev: row.rev,
  };
}
