import { exhaustive } from '#shared/lib/exhaustive.ts';
import { isBlank } from '#shared/lib/text.ts';
import type { Draft } from '#renderer/data/queries/views.ts';
import type { ComposerState } from './composer-hint.tsx';

/** To whom that goes which is being written, and what may be done about it. */
export interface ComposerMode {
  hidden: boolean;
  /** Nothing can be written here, in no mode. */
  blocked: boolean;
  /** What is written may be sent as it is meant. */
  allowed: boolean;
  /** `absent` where nothing is written; `fixed` where a hidden message is all one may send. */
  choice: 'free' | 'fixed' | 'absent';
}

/**
 * The mode is what was chosen for this dialog. Where only hidden messages may be sent, an empty field begins as one; words
 * that were meant for the client stay so until the person says otherwise, and are not sent.
 */
export function composerMode(state: ComposerState, draft: Draft): ComposerMode {
  switch (state.kind) {
    case 'own':
    case 'free':
    case 'guest':
      return { hidden: draft.hidden, blocked: false, allowed: true, choice: 'free' };
    case 'opening':
      return { hidden: draft.hidden, blocked: false, allowed: false, choice: 'absent' };
    case 'closed':
    case 'continued':
      return { hidden: draft.hidden, blocked: true, allowed: false, choice: 'absent' };
    case 'others': {
      if (!state.whisper) return { hidden: draft.hidden, blocked: true, allowed: false, choice: 'absent' };
      const hidden = draft.hidden || isBlank(draft.text);
      return { hidden, blocked: false, allowed: hidden, choice: hidden ? 'fixed' : 'free' };
    }
    default:
      return exhaustive(state, 'composer state');
  }
}
