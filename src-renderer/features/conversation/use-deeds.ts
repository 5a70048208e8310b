import { useState, type RefObject } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { Draft } from '#renderer/data/queries/views.ts';
import type { Words } from './composer/words.ts';
import { subjectOf, type ComposingHandle } from './composer/use-composing.ts';
import { carryDraft, type DraftHandle } from './composer/use-draft.ts';
import { handOverDeeds } from './hand-over/deeds.ts';
import type { HandOverPort } from './hand-over/use-hand-over.ts';
import type { ActionPort } from './header/dialog-actions.tsx';

export interface Deeds extends ActionPort, HandOverPort {
  send: (words: Words) => void;
  /** Takes what is unsent here over into another dialog, then goes there. */
  carry: (to: Id, then: () => void) => void;
  retry: (intentId: Id) => void;
  edit: (intentId: Id, back: Draft) => void;
  discard: (intentId: Id) => void;
  react: (messageId: Id, emoji: string | null) => void;
  remove: (messageId: Id) => void;
  deliverAgain: (messageId: Id) => void;
  /** Calls the client something else. */
  rename: (contactId: Id, name: string) => void;
  /** What could not even be written to this computer; in the machine's words. */
  failure: string | null;
  forgetFailure: () => void;
  /** The last message could not be stored; its text is still in the field. */
  notSaved: boolean;
}

/** What the person does in one dialog, with what happens when this computer cannot store it. */
export function useDeeds(
  dialogId: Id,
  draft: DraftHandle,
  { composing, filed }: { composing: ComposingHandle; filed: boolean },
  field: RefObject<HTMLTextAreaElement | null>,
  onDone: (deed: 'finish' | 'markRead') => void,
): Deeds {
  const client = useClient();
  const { actions } = client;
  const [failure, setFailure] = useState<string | null>(null);
  const [notSaved, setNotSaved] = useState(false);

  const attempt = (work: Promise<unknown>, then: () => void = () => undefined): void => {
    setFailure(null);
    work.then(then, (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  const putBack = (back: Draft): void => {
    draft.putBack(back);
    field.current?.focus();
  };

  return {
    answer() {
      attempt(actions.answer(dialogId));
      field.current?.focus();
    },
    markRead: () => attempt(actions.markRead(dialogId), () => onDone('markRead')),
    finish: (upTo) => attempt(actions.finish(dialogId, upTo), () => onDone('finish')),
    ...handOverDeeds(dialogId, actions, attempt, () => field.current?.focus()),
    send(words) {
      // Emptied before the store answers, so that the next words can be typed at once; given back if it fails.
      const { now } = composing;
      if (now?.kind === 'edit') {
        composing.cancel();
        setNotSaved(false);
        actions.edit(dialogId, now.message.id, words.text, words.mentions).catch(() => {
          setNotSaved(true);
          composing.edit(now.message, words.text);
        });
        return;
      }
      draft.clear();
      composing.done();
      setNotSaved(false);
      const { text, hidden, mentions, form } = words;
      const answers = now === null ? null : { quotation: now.quotation, wasHidden: now.wasHidden };
      const replyTo = answers?.quotation.messageId ?? null;
      actions.send(dialogId, text, hidden ? 'hidden' : 'public', replyTo, mentions, form).catch(() => {
        setNotSaved(true);
        putBack({ ...words, answers });
      });
    },
    carry: (to, then) =>
      attempt(
        carryDraft(client, dialogId, to, filed)
          .then(() => actions.carryFiles(dialogId, to))
          .then(then),
      ),
    retry: (intentId) => attempt(actions.retry(intentId)),
    edit(intentId, back) {
      attempt(actions.takeBack(intentId).then((kept) => putBack({ ...back, text: kept ?? back.text })));
    },
    discard: (intentId) => attempt(actions.discard(intentId)),
    react: (messageId, emoji) => attempt(actions.react(dialogId, messageId, emoji)),
    remove(messageId) {
      if (composing.now && subjectOf(composing.now).messageId === messageId) composing.cancel();
      attempt(actions.delete(dialogId, messageId));
    },
    deliverAgain: (messageId) => attempt(actions.deliverAgain(dialogId, messageId)),
    rename: (contactId, name) => attempt(actions.renameContact(contactId, name)),
    failure,
    forgetFailure: () => setFailure(null),
    notSaved,
  };
}
