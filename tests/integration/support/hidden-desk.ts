import type { Attachment } from '#shared/domain/attachment.ts';
import type { TalkPlace } from '#shared/domain/talk.ts';
import {
  CONTACT_INTENTS,
  DIALOG_INTENTS,
  PAIR_INTENTS,
  START_INTENTS,
  TALK_INTENTS,
} from '#shared/intents/all.ts';

/** In everything that no client may ever see. */
export const SECRET = 'among-us';
/** In what is said to the client. */
export const OPEN = 'for-the-client';

/** All but what belongs to no dialog, no client and no talk. */
export const TOUCHING = {
  ...DIALOG_INTENTS,
  ...CONTACT_INTENTS,
  ...PAIR_INTENTS,
  ...START_INTENTS,
  ...TALK_INTENTS,
} as const;
export type Touching = keyof typeof TOUCHING;

/** A dialog with words of the client, an answer to him, and hidden words beside it. */
export interface Desk {
  anna: string;
  boris: string;
  line: { lineId: string; branchId: string };
  channelId: string;
  dialogId: string;
  contactId: string;
  /** Another client, whom nobody has merged with this one. */
  otherId: string;
  /** The client's words, the answer, and what is hidden. */
  askedId: string;
  answerId: string;
  hiddenId: string;
  talkId: string;
  talk: TalkPlace;
  talkMessageId: string;
  /** Uploaded, and said by no message yet; its name is a secret. */
  file: Attachment;
  /** Of the client. */
  noteId: string;
  /** One of the two does something. Rejects when it is not done. @returns the intent's id */
  does: (who: 'anna' | 'boris', name: Touching, args: object) => Promise<string>;
}
