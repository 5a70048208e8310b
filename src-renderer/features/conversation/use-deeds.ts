import { useState, type RefObject } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { Draft } from './composer/use-draft.ts';
import type { ActionPort } from './header/dialog-actions.tsx';

export interface Deeds extends ActionPort {
  send: (text: string) => void;
  retry: (intentId: Id) => void;
  edit: (intentId: Id, text: string) => void;
  discard: (intentId: Id) => void;
  /** What could not even be written to this computer; in the machine's words. */
  failure: string | null;
  forgetFailure: () => void;
  /** The last message could not be stored; its text is still in the field. */
  notSaved: boolean;
}

/** What the person does in one dialog, with what happens when this computer cannot store it. */
export function useDeeds(dialogId: Id, draft: Draft, field: RefObject<HTMLTextAreaElement | null>): Deeds {
  const { actions } = useClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [notSaved, setNotSaved] = useState(false);

  const attempt = (work: Promise<unknown>): void => {
    setFailure(null);
    work.catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  const putBack = (text: string): void => {
    draft.putBack(text);
    field.current?.focus();
  };

  return {
    answer() {
      attempt(actions.answer(dialogId));
      field.current?.focus();
    },
    markRead: () => attempt(actions.markRead(dialogId)),
    finish: () => attempt(actions.finish(dialogId)),
    send(text) {
      // Emptied before the store answers, so that the next words can be typed at once; given back if it fails.
      draft.clear();
      setNotSaved(false);
      actions.send(dialogId, text, 'public').catch(() => {
        setNotSaved(true);
        putBack(text);
      });
    },
    retry: (intentId) => attempt(actions.retry(intentId)),
    edit(intentId, text) {
      attempt(actions.discard(intentId).then((kept) => putBack(kept ?? text)));
    },
    discard: (intentId) => attempt(actions.discard(intentId)),
    failure,
    forgetFailure: () => setFailure(null),
    notSaved,
  };
}
