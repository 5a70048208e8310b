import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message, Quotation } from '#shared/domain/message.ts';

/** What a person may do to one message, decided when he asks. */
export interface MayDo {
  reply: boolean;
  react: boolean;
  edit: boolean;
  delete: boolean;
  /** What failed may go once more. */
  retry: boolean;
  /** What the company said can become a quick reply. */
  keep: boolean;
}

/** What messages of a transcript ask of the dialog around them; one stable object. */
export interface MarksPort {
  may: (message: Message) => MayDo;
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  remove: (message: Message) => void;
  /** Makes a quick reply of it. */
  keep: (message: Message) => void;
  react: (messageId: Id, emoji: string | null) => void;
  deliverAgain: (messageId: Id) => void;
  jump: (quotation: Quotation) => void;
  /** What the transcript shows now. */
  shown: (items: readonly TranscriptItem[]) => void;
}

/** Where a menu opens: at the pointer, or at the message when it was asked for by a key. */
export interface MenuPlace {
  item: TranscriptItem;
  x: number;
  y: number;
}

/** Reactions that are one press away. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '🔥', '😮', '🙏'];

/** Beside what the attempts of a message are told: its sign, or where its menu was. */
export interface DoctorPlace {
  messageId: Id;
  anchor: Pick<Element, 'getBoundingClientRect'>;
}
