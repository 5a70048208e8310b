import type { DialogView, TalkView, TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Contact } from '#shared/domain/contact.ts';
import { isOpen } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { answeredAfter, countBelow, firstUnread } from './entries.ts';

/** Whose transcript it is: of a dialog with a client, or of a talk of the team. What differs between the two stands here. */
export interface Subject {
  id: Id;
  team: boolean;
  /** Null in a talk of the team: nobody of it is a client. */
  contact: Contact | null;
  /** Somebody may be writing here now. */
  open: boolean;
  /** The message before which "New messages" stands. */
  firstNew: (items: readonly TranscriptItem[]) => Id | null;
  /** What was new from this message on is new no more. */
  dealtWith: (items: readonly TranscriptItem[], messageId: Id) => boolean;
  /** Words of others behind the last that was on the screen. */
  countBelow: (items: readonly TranscriptItem[], seenSeq: number) => number;
}

export function subjectOf(view: Pick<DialogView, 'dialog' | 'contact'> | TalkView, me: Id): Subject {
  if ('dialog' in view) {
    const { dialog, contact } = view;
    return {
      id: dialog.id,
      team: false,
      contact,
      open: isOpen(dialog),
      firstNew: (items) => firstUnread(items, dialog.unread),
      dealtWith: answeredAfter,
      countBelow,
    };
  }
  const { talk, readUpTo, refusal } = view;
  return {
    id: talk.id,
    team: true,
    contact: null,
    open: refusal === null,
    firstNew: (items) =>
      items.find(({ message }) => message.seq > readUpTo && isOthers(message, me))?.message.id ?? null,
    dealtWith: (items, messageId) => {
      const newest = items.at(-1)?.message;
      return newest !== undefined && newest.id !== messageId && !isOthers(newest, me);
    },
    countBelow: (items, seenSeq) =>
      items.filter(({ message }) => message.seq > seenSeq && isOthers(message, me)).length,
  };
}

function isOthers({ author }: TranscriptItem['message'], me: Id): boolean {
  return author.kind !== 'operator' || author.operatorId !== me;
}
