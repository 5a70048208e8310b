import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ComposerState } from './composer-hint.tsx';

/** @param ending of a finished dialog: the client's open one after it, and whether it is being opened again */
export function composerState(
  view: DialogView,
  me: Id,
  ending: { newer: Id | null; opening: boolean },
  nameOf: (operatorId: Id) => string,
  t: Texts['t'],
): ComposerState {
  const refusal = view.can.reply;
  if (refusal?.code === 'dialog_closed') {
    if (ending.opening) return { kind: 'opening' };
    return ending.newer === null ? { kind: 'closed' } : { kind: 'continued', dialogId: ending.newer };
  }
  if (refusal !== null) {
    return { kind: 'others', reason: refusalText(refusal, nameOf, t), whisper: view.can.whisper === null };
  }
  const responsible = responsibleOf(view.dialog);
  if (responsible === null) return { kind: 'free' };
  return { kind: responsible === me ? 'own' : 'guest' };
}
