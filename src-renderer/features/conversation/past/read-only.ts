import type { MarksPort } from '../transcript/marks/marks-port.ts';
import { Pointed } from '../transcript/marks/pointed.ts';
import type { TranscriptScope } from '../transcript/transcript-context.ts';

const NOTHING = { reply: false, react: false, edit: false, delete: false, keep: false, retry: false };
const nothing = (): void => undefined;

/** Messages that are only looked at: what is done to a message is done in its own dialog, so that no answer ever goes into another. */
export function readOnly(): Pick<TranscriptScope, 'marks' | 'pointed' | 'openMenu'> {
  const marks: MarksPort = {
    may: () => NOTHING,
    reply: nothing,
    edit: nothing,
    remove: nothing,
    keep: nothing,
    react: nothing,
    deliverAgain: nothing,
    shown: nothing,
    jump({ messageId }) {
      // What it quotes may lie in a part that was not loaded.
      const article = document.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(messageId)}"]`);
      article?.scrollIntoView({ block: 'center', behavior: 'instant' });
      article?.focus({ preventScroll: true });
    },
  };
  return { marks, pointed: new Pointed(), openMenu: nothing };
}
