import type { Dialog } from '#shared/domain/dialog.ts';
import type { Timestamp } from '#shared/domain/ids.ts';
import { startOfDay } from '../days.ts';
import type { Texts } from '../i18n.ts';
import type { Translate } from '../messages.ts';

/** How it stands with a dialog, or how it ended, in a word or two. */
export function dialogOutcome({ state }: Pick<Dialog, 'state'>, t: Translate): string {
  return state.status === 'closed' ? t(`outcome.${state.outcome}`) : t(`outcome.${state.status}`);
}

/**
 * "12 March", "12 March – today": from its beginning to what happened in it last.
 * @param inside other words stand before it
 */
export function dialogSpan(
  { createdAt, lastActivityAt, state }: Pick<Dialog, 'createdAt' | 'lastActivityAt' | 'state'>,
  now: Timestamp,
  { t, format }: Texts,
  inside = false,
): string {
  const end = state.status === 'closed' ? state.closedAt : lastActivityAt;
  const from = inside ? format.dayInside(createdAt, now) : format.day(createdAt, now);
  if (startOfDay(createdAt) === startOfDay(end)) return from;
  return t('history.span', { from, to: format.dayInside(end, now) });
}
