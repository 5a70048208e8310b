import type { Notice } from '#shared/domain/notice.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Translate } from '../messages.ts';

/** Who did what, as one line. */
export function noticeText(
  { kind, byId, operatorId }: Notice,
  nameOf: (operatorId: Id) => string,
  t: Translate,
): string {
  if (kind === 'woken') return t('notice.woken');
  if (kind === 'released' && byId === operatorId) return t('notice.releasedYou');
  return t(`notice.${kind}`, { name: byId === null ? t('author.system') : nameOf(byId) });
}
