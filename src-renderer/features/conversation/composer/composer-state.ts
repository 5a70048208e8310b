import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ComposerState } from './composer-hint.tsx';

/** @param newer the client's open dialog after a finished one */
export function composerState(
  view: DialogView,
  me: Id,
  newer: Id | null,
  nameOf: (operatorId: Id) => string,
  t: Texts['t'],
): ComposerState {
  const refusal = view.can.reply;
  if (refusal?.code === 'dialog_closed') {
    return newer === null ? { kind: 'closed' } : { kind: 'continued', dialogId: newer };
  }
  if (refusal !== null) {
    return { kind: 'others', reason: refusalText(refusal, nameOf, t), whisper: view.can.whisper === null };
  }
  const responsible = responsibleOf(view.dialog);
  if (responsible === null) return { kind: 'free' };
  return { kind: responsible === me ? 'own' : 'guest' };
}
