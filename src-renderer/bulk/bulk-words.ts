import type { Translate } from '#renderer/i18n/messages.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { BulkKind, BulkOutcome } from './bulk-deeds.ts';

/** What became of many, in words: the count, then each reason with how many it kept. */
export function bulkWords(
  kind: BulkKind,
  outcome: BulkOutcome,
  nameOf: (operatorId: Id) => string,
  t: Translate,
): string[] {
  const { done, refused, already } = outcome;
  const all = done.length + refused.length + already.length;
  const whole = done.length === all;
  const words = whole
    ? t(`bulk.done.${kind}`, { count: done.length })
    : t('bulk.part', { what: t(`bulk.part.${kind}`), done: done.length, all });
  const reasons = new Map<string, number>();
  for (const { refusal } of refused) {
    const reason = refusalText(refusal, nameOf, t);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [
    words,
    ...[...reasons].map(([reason, count]) => t('bulk.reason', { count, reason })),
    ...(already.length > 0 ? [t('bulk.already', { count: already.length })] : []),
  ];
}
