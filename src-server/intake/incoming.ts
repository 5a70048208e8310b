import type { Attachment } from '#shared/domain/attachment.ts';
import type { FormAnswers } from '#shared/domain/form.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Tx } from '../db/transaction.ts';

/** What somebody claims to have filled in: of which form, and what in which place of it. */
export interface GivenAnswers {
  formId: Id;
  values: readonly { field: number; value: string }[];
}

/** What a client wrote, as a channel hands it over. All texts are hostile input; intake cleans them. */
export interface Incoming {
  workspaceId: Id;
  channelId: Id;
  /** How the channel knows the client; unique in the channel. */
  externalUserId: string;
  /** What the client is called there: a phone number, an @name. */
  display?: string | null;
  /** The client's own name, if he gave one; kept only while the contact has none. */
  name?: string | null;
  /** Address of the page on which he wrote; kept only if it is one. */
  pageUrl?: string | null;
  /** The channel's id of the message; the same one again changes nothing. */
  externalMessageId: string;
  /** May be empty when there are attachments; says nothing beside answers. */
  text: string;
  /** Our id of the message that it answers. */
  replyTo?: Id | null;
  /** What he filled in of a form that this channel showed him. The message's words are made of it. */
  answers?: GivenAnswers;
  /** Files that are whole in the store and belong to no message yet. Asked for under the client's lock, and not for a duplicate. */
  attachments?(this: void, tx: Tx): Promise<Attachment[]>;
  at: Timestamp;
}

export interface Received {
  dialogId: Id;
  messageId: Id;
  /** Place in the dialog. */
  seq: number;
  contactId: Id;
  /** What was kept of the text. */
  text: string;
  /** Empty for a duplicate. */
  attachments: readonly Attachment[];
  /** As they were kept; null for a duplicate, too. */
  answers: FormAnswers | null;
  /** It was already here. */
  duplicate: boolean;
}

/** Something that may not come in. Nothing was stored. */
export class IntakeError extends Error {
  readonly code:
    | 'channel_not_found'
    | 'channel_off'
    | 'text_empty'
    | 'text_too_large'
    | 'form_missing'
    | 'form_answered'
    | 'form_misfilled';
  constructor(code: IntakeError['code'], message: string) {
    super(message);
    this.name = 'IntakeError';
    this.code = code;
  }
}
