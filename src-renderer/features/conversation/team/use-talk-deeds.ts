import { useState, type RefObject } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Draft, TalkView } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { subjectOf, type ComposingHandle } from '../composer/use-composing.ts';
import type { DraftHandle } from '../composer/use-draft.ts';
import type { Words } from '../composer/words.ts';

export interface TalkDeeds {
  send: (words: Words) => void;
  retry: (intentId: Id) => void;
  edit: (intentId: Id, back: Draft) => void;
  discard: (intentId: Id) => void;
  react: (messageId: Id, emoji: string | null) => void;
  remove: (messageId: Id) => void;
  /** What could not even be written to this computer; in the machine's words. */
  failure: string | null;
  forgetFailure: () => void;
  /** The last message could not be stored; its text is still in the field. */
  notSaved: boolean;
}

/** What the person does in one talk of the team. It knows talks only: no dialog can be meant by mistake. */
export function useTalkDeeds(
  { talk }: TalkView,
  draft: DraftHandle,
  composing: ComposingHandle,
  field: RefObject<HTMLTextAreaElement | null>,
): TalkDeeds {
  const { actions } = useClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [notSaved, setNotSaved] = useState(false);

  const attempt = (work: Promise<unknown>): void => {
    setFailure(null);
    work.catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  const putBack = (back: Draft): void => {
    draft.putBack(back);
    field.current?.focus();
  };

  return {
    send(words) {
      const { now } = composing;
      if (now?.kind === 'edit') {
        composing.cancel();
        setNotSaved(false);
        actions.talkEdit(talk.id, now.message.id, words.text, words.mentions).catch(() => {
          setNotSaved(true);
          composing.edit(now.message, words.text);
        });
        return;
      }
      // Emptied before the store answers, so that the next words can be typed at once; given back if it fails.
      draft.clear();
      composing.done();
      setNotSaved(false);
      const answers = now === null ? null : { quotation: now.quotation, wasHidden: now.wasHidden };
      const replyTo = answers?.quotation.messageId ?? null;
      actions.talkSend(talk, words.text, replyTo, words.mentions).catch(() => {
        setNotSaved(true);
        putBack({ ...words, answers });
      });
    },
    retry: (intentId) => attempt(actions.retry(intentId)),
    edit(intentId, back) {
      attempt(
        actions
          .takeBack(intentId)
          .then((kept) => putBack({ ...back, hidden: true, text: kept ?? back.text })),
      );
    },
    discard: (intentId) => attempt(actions.discard(intentId)),
    react: (messageId, emoji) => attempt(actions.talkReact(talk.id, messageId, emoji)),
    remove(messageId) {
      if (composing.now && subjectOf(composing.now).messageId === messageId) composing.cancel();
      attempt(actions.talkDelete(talk.id, messageId));
    },
    failure,
    forgetFailure: () => setFailure(null),
    notSaved,
  };
}
