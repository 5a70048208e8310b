import type { Id, Timestamp } from '#shared/domain/ids.ts';

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
  /** The channel's id of the message; the same one again changes nothing. */
  externalMessageId: string;
  text: string;
  at: Timestamp;
}

export interface Received {
  dialogId: Id;
  messageId: Id;
  /** Place in the dialog. */
  seq: number;
  contactId: Id;
  /** It was already here. */
  duplicate: boolean;
}

/** Something that may not come in. Nothing was stored. */
export class IntakeError extends Error {
  readonly code: 'channel_not_found' | 'channel_off' | 'text_empty' | 'text_too_large';
  constructor(code: IntakeError['code'], message: string) {
    super(message);
    this.name = 'IntakeError';
    this.code = code;
  }
}
