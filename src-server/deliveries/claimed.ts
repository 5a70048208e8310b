import type { Attachment } from '#shared/domain/attachment.ts';
import type { DeliveryState } from '#shared/domain/delivery.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Form } from '#shared/domain/form.ts';
import { abilitiesOf } from '#shared/domain/channel-abilities.ts';
import type { Quotation, Reaction } from '#shared/domain/message.ts';
import { companyReactions } from '#shared/domain/reactions.ts';
import type { Carry } from '#shared/intents/define.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { OutgoingChange, OutgoingMessage, SendOutcome } from '../channels/channel.ts';

/** One piece of work that a worker holds, with the message as it is now. */
export interface Claimed extends OutgoingMessage {
  work: Carry;
  /** The message's version that this attempt carries. */
  rev: number;
  /** Attempts since it was asked for. */
  tries: number;
  kind: ChannelKind;
  channelActive: boolean;
  /** An attempt before this one began and never ended: its worker died, and nobody knows how far it came. */
  interrupted: boolean;
  deleted: boolean;
  /** Of the message itself; null for what the client said. */
  delivery: DeliveryState | null;
  /** Version that was wanted when the work was asked for, and the oldest one that may have been sent. */
  askedRev: number;
  sentRev: number | null;
  externalId: string | null;
  reactions: readonly Reaction[];
}

/** A row as `claim` reads it. */
export interface ClaimedRow {
  workspace_id: string;
  message_id: string;
  dialog_id: string;
  seq: number;
  channel_id: string;
  external_user_id: string;
  work: Carry;
  attempts: number;
  tried_before: number;
  asked_rev: number;
  was: 'queued' | 'sending';
  kind: ChannelKind;
  channel_active: boolean;
  text: string;
  attachments: Attachment[];
  at: Date;
  rev: number;
  deleted: object | null;
  delivery_state: DeliveryState | null;
  reply_to: Quotation | null;
  form: Form | null;
  reactions: Reaction[];
  author_name: string | null;
  sent_as: string | null;
  sent_rev: number | null;
}

export function toClaimed(row: ClaimedRow): Claimed {
  return {
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    dialogId: row.dialog_id,
    messageId: row.message_id,
    seq: row.seq,
    externalUserId: row.external_user_id,
    text: row.text,
    attachments: row.attachments,
    form: row.form,
    authorName: row.author_name ?? '',
    at: row.at.getTime(),
    attempt: row.attempts,
    replyTo: row.reply_to?.messageId ?? null,
    work: row.work,
    rev: row.rev,
    tries: row.attempts - row.tried_before,
    kind: row.kind,
    channelActive: row.channel_active,
    interrupted: row.was === 'sending',
    deleted: row.deleted !== null,
    delivery: row.delivery_state,
    askedRev: row.asked_rev,
    sentRev: row.sent_rev,
    externalId: row.sent_as,
    reactions: row.reactions,
  };
}

/** How an attempt ended; `moot`: there was nothing left to do. */
export type AttemptOutcome = SendOutcome | { kind: 'moot' };

/**
 * Whether the work has lost its object: what was asked for was done by other work, or must not be done any more. Pure. All work of a
 * dialog goes in its order, so whatever is asked about a message comes after the message itself was settled.
 */
export function isMoot(claimed: Claimed): boolean {
  const { work, deleted, delivery } = claimed;
  const neverCame = delivery === 'pending' || delivery === 'failed';
  switch (work) {
    case 'send':
      // A receipt came for an attempt that was given up; or it was deleted before it went. Of one that may have gone nobody knows.
      return delivery !== 'pending' || (deleted && !claimed.interrupted);
    case 'edit':
      // What had not gone yet went with the new text, or will when it is sent once more.
      return deleted || neverCame || (claimed.sentRev ?? 0) >= claimed.askedRev;
    case 'delete':
      return neverCame;
    case 'react':
      return deleted || neverCame;
    default:
      return exhaustive(work, 'work of a delivery');
  }
}

/** The work as the channel is told of it; null for a message to be sent. */
export function changeOf(claimed: Claimed): OutgoingChange | null {
  const change = whatOf(claimed);
  if (!change) return null;
  const { workspaceId, channelId, dialogId, messageId, externalUserId, externalId } = claimed;
  return { workspaceId, channelId, dialogId, messageId, externalUserId, externalId, change };
}

function whatOf({ work, text, reactions, kind }: Claimed): OutgoingChange['change'] | null {
  switch (work) {
    case 'send':
      return null;
    case 'edit':
      return { what: 'edit', text };
    case 'delete':
      return { what: 'delete' };
    case 'react':
      return { what: 'react', emojis: companyReactions(reactions, abilitiesOf(kind).mostReactions) };
    default:
      return exhaustive(work, 'work of a delivery');
  }
}
