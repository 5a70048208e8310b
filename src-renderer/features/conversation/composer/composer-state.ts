import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ComposerState } from './composer-hint.tsx';

export function composerState(
  view: DialogView,
  me: Id,
  nameOf: (operatorId: Id) => string,
  t: Texts['t'],
): ComposerState {
  const refusal = view.can.reply;
  if (refusal?.code === 'dialog_closed') return { kind: 'closed' };
  if (refusal?.code === 'not_responsible') {
    return { kind: 'others', reason: t('composer.others', { name: nameOf(refusal.operatorId) }) };
  }
  if (refusal !== null) return { kind: 'others', reason: refusalText(refusal, nameOf, t) };
  const responsible = responsibleOf(view.dialog);
  if (responsible === null) return { kind: 'free' };
  return { kind: responsible === me ? 'own' : 'guest' };
}
