import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';

const SAVE_AFTER_MS = 400;

/** Texts of this window, so that coming back to a dialog shows its draft in the same frame. */
const recent = new WeakMap<object, Map<Id, string>>();

export interface Draft {
  text: string;
  setText: (text: string) => void;
  /** Empties it, now and in store: the text has gone its way. */
  clear: () => void;
  /** Adds a text that came back, behind what is already there. */
  putBack: (text: string) => void;
}

/** The unsent text of one dialog: kept per dialog, stored shortly after typing and at once when it might be the last moment. */
export function useDraft(dialogId: Id): Draft {
  const client = useClient();
  const texts = textsOf(client);
  const [text, show] = useState(() => texts.get(dialogId) ?? '');
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current === null) return;
    const value = unsaved.current;
    unsaved.current = null;
    // A draft that cannot be stored is still on the screen; the storage banner says what is wrong.
    client.actions.saveDraft(dialogId, value).catch(() => {});
  }, [client, dialogId]);

  const setText = useCallback(
    (value: string) => {
      show(value);
      texts.set(dialogId, value);
      unsaved.current = value;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, SAVE_AFTER_MS);
    },
    [dialogId, flush, texts],
  );

  useEffect(() => {
    if (texts.has(dialogId)) return undefined;
    let gone = false;
    client.queries.draft(dialogId).then(
      (stored) => {
        // What was typed meanwhile is newer.
        if (gone || texts.has(dialogId)) return;
        texts.set(dialogId, stored);
        show(stored);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [client, dialogId, texts]);

  useFlushMoments(flush);

  const clear = (): void => {
    setText('');
    flush();
  };
  const putBack = (value: string): void => {
    // Read where it is kept: whoever gives a text back may have been waiting since before the field was emptied.
    const now = texts.get(dialogId) ?? '';
    setText(
      now.trim() === ''
        ? value
        : `${now}
${value}`,
    );
  };
  return { text, setText, clear, putBack };
}

function textsOf(client: object): Map<Id, string> {
  const known = recent.get(client);
  if (known !== undefined) return known;
  const made = new Map<Id, string>();
  recent.set(client, made);
  return made;
}

/** Leaving the field, the dialog, the tab or the program may all be the last chance. */
function useFlushMoments(flush: () => void): void {
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('blur', flush);
    window.addEventListener('pagehide', flush);
    window.addEventListener('focusout', flush);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('focusout', flush);
      document.removeEventListener('visibilitychange', onHide);
      flush();
    };
  }, [flush]);
}
