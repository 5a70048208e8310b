import { useMemo, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { Message, Quotation } from '#shared/domain/message.ts';
import { staysWithoutText } from '#shared/domain/message-rights.ts';
import { quote } from '#shared/domain/transcript.ts';
import { isBlank } from '#shared/lib/text.ts';
import type { ComposerMode } from './composer-mode.ts';
import { editsOf, type Edit } from './kept-edits.ts';
import type { DraftHandle } from './use-draft.ts';

/** What the message field is for besides saying something new. */
export type Composing =
  | {
      kind: 'reply';
      quotation: Quotation;
      /** The mode that was chosen before a hidden message was answered. */
      wasHidden: boolean;
    }
  | Edit;

export interface ComposingHandle {
  /** Null: something new. */
  now: Composing | null;
  /** What stands in the field: the draft, or the words that are being changed. The draft waits untouched behind those. */
  draft: DraftHandle;
  reply: (message: Message) => void;
  /** @param text that stands in the field; without it the message's own */
  edit: (message: Message, text?: string) => void;
  /** Gives it up. Words and files that were meant as hidden stay so. */
  cancel: () => void;
  /** It has gone its way: the mode is again the one that was chosen before. */
  done: () => void;
}

const textOf = (message: Message): string => (message.body.kind === 'text' ? message.body.text : '');

/** What is being answered or changed. */
export function subjectOf(now: Composing): Quotation {
  return now.kind === 'reply' ? now.quotation : quote(now.message);
}

/**
 * Answers are kept with the draft, and outlive the window as it does; changes in the making, one a dialog, live as long as the window.
 * @param filed files lie over the field
 */
export function useComposing(dialogId: Id, draft: DraftHandle, filed: boolean): ComposingHandle {
  const client = useClient();
  const edits = useMemo(() => editsOf(client), [client]);
  const edited = useSyncExternalStore(edits.subscribe, () => edits.get(dialogId));
  const { answers = null } = draft;
  const put = (next: Edit | null): void => edits.put(dialogId, next);
  const modeBefore = answers?.quotation.visibility === 'hidden' ? { hidden: answers.wasHidden } : undefined;
  return {
    now: edited ?? (answers && { kind: 'reply', ...answers }),
    draft: edited
      ? {
          text: edited.text,
          hidden: edited.message.visibility === 'hidden',
          mentions: edited.message.mentions,
          set: ({ text }) => text !== undefined && put({ ...edited, text }),
          clear: () => put(null),
          putBack: draft.putBack,
        }
      : draft,
    reply(message) {
      put(null);
      draft.set({ answers: { quotation: quote(message), wasHidden: answers?.wasHidden ?? draft.hidden } });
    },
    edit: (message, text = textOf(message)) => put({ kind: 'edit', message, text }),
    cancel() {
      if (edited) put(null);
      else if (answers) draft.set({ answers: null, ...(isBlank(draft.text) && !filed && modeBefore) });
    },
    done() {
      put(null);
      if (answers) draft.set({ answers: null, ...modeBefore });
    },
  };
}

/** Who answers a hidden message speaks to colleagues; who changes a message leaves it as hidden or as open as it was. */
export function modeFor(now: Composing | null, mode: ComposerMode): ComposerMode {
  if (now === null) return mode;
  const hidden = subjectOf(now).visibility === 'hidden';
  if (now.kind === 'edit') return { hidden, blocked: false, allowed: true, choice: 'absent' };
  // Where nobody can choose yet nothing can be sent yet either.
  const allowed = mode.choice !== 'absent';
  return hidden && !mode.blocked ? { ...mode, hidden, allowed, choice: 'fixed' } : mode;
}

/** Whether there would be nothing to send. @param files chosen for what is said anew; what is only changed keeps its own */
export function nothingSaid({ now, draft }: ComposingHandle, files: number): boolean {
  if (!isBlank(draft.text)) return false;
  return now?.kind === 'edit' ? !staysWithoutText(now.message) : files === 0;
}

export function sendLabel(now: Composing | null, hidden: boolean) {
  if (now?.kind === 'edit') return 'composer.save';
  return hidden ? 'composer.sendHidden' : 'composer.send';
}

/** Escape gives an answer or a change up; the arrow up in an empty field takes one's newest message into it. */
export function composingKey(
  event: KeyboardEvent,
  { now, draft, cancel }: ComposingHandle,
  onEditLast: () => boolean,
): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (event.code === 'ArrowUp') return now === null && draft.text === '' && onEditLast();
  if (event.code !== 'Escape' || now === null) return false;
  cancel();
  return true;
}
