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
    case 'overtaken':
      return t(`refusal.overtaken.${refusal.what}`, { name: nameOf(refusal.operatorId) });
    case 'offer_over':
      return refusal.operatorId === null
        ? t('refusal.offerOver')
        : t('refusal.offerOverWith', { name: nameOf(refusal.operatorId) });
    case 'no_such_target':
      return t('refusal.noSuchTarget');
    case 'already_there':
      return t('refusal.alreadyThere');
    case 'newer_dialog':
      return t('refusal.newerDialog');
    case 'client_wrote':
      return t('refusal.clientWrote');
    case 'not_found':
      return t('refusal.notFound');
    case 'forbidden':
      return t('refusal.forbidden');
    case 'file_missing':
      return t('refusal.fileMissing');
    case 'file_not_carried':
      return refusal.maxBytes === 0
        ? t('refusal.fileKindNotCarried', { name: refusal.name })
        : t('refusal.fileTooLarge', { name: refusal.name, mb: Math.floor(refusal.maxBytes / 1e6) });
    case 'form_is_public':
      return t('refusal.formIsPublic');
    case 'form_is_sent':
      return t('refusal.formIsSent');
    case 'message_deleted':
      return t('refusal.messageDeleted');
    case 'channel_cannot':
      return t(`refusal.cannot.${refusal.what}`);
    case 'too_late':
      return t(`refusal.tooLate.${refusal.what}`);
    case 'colleague_left':
      return t('refusal.colleagueLeft', { name: nameOf(refusal.operatorId) });
    case 'reply_changed':
      return refusal.operatorId === null
        ? t('refusal.replyGone')
        : t('refusal.replyChanged', { name: nameOf(refusal.operatorId) });
    case 'shortcut_taken':
      return t('refusal.shortcutTaken', { shortcut: refusal.shortcut, title: refusal.title });
    case 'contact_full':
      return t(`refusal.contactFull.${refusal.part}`, { most: refusal.most });
    case 'contact_merged':
      return t('refusal.contactMerged');
    case 'too_many_filters':
      return t(`refusal.tooManyFilters.${refusal.sharing}`, { most: refusal.most });
    case 'too_many_dialogs':
      return t('refusal.tooManyDialogs', { most: refusal.most });
    case 'invalid_phone':
      return t('refusal.invalidPhone');
    case 'cannot_write_first':
      return t(`refusal.cannotWriteFirst.${refusal.lacks}`);
    case 'dialog_open':
      return t('refusal.dialogOpen');
    case 'known_client':
      return t('refusal.knownClient');
    case 'filter_changed':
      return refusal.operatorId === null
        ? t('refusal.filterGone')
        : t('refusal.filterChanged', { name: nameOf(refusal.operatorId) });
    case 'invalid':
      return t('refusal.invalid', { detail: refusal.detail });
    case 'unknown_intent':
      return t('refusal.unknownIntent');
    default:
      return exhaustive(refusal, 'refusal');
  }
}
