import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Translate } from '../messages.ts';

/** Why something was not done, as a sentence without its full stop. */
export function refusalText(refusal: Refusal, nameOf: (id: Id) => string, t: Translate): string {
  switch (refusal.code) {
    case 'claimed_by_other':
      return t('refusal.claimedByOther', { name: nameOf(refusal.operatorId) });
    case 'not_responsible':
      return t('refusal.notResponsible', { name: nameOf(refusal.operatorId) });
    case 'dialog_closed':
      return t('refusal.dialogClosed');
    case 'not_found':
      return t('refusal.notFound');
    case 'forbidden':
      return t('refusal.forbidden');
    case 'invalid':
      return t('refusal.invalid', { detail: refusal.detail });
    case 'unknown_intent':
      return t('refusal.unknownIntent');
    default:
      return exhaustive(refusal, 'refusal');
  }
}
