import type { Dialog } from '#shared/domain/dialog.ts';
import type { Timestamp } from '#shared/domain/ids.ts';
import type { Texts } from '../i18n.ts';
import type { Translate } from '../messages.ts';

/** How it stands with a dialog, or how it ended, in a word or two. */
export function dialogOutcome({ state }: Pick<Dialog, 'state'>, t: Translate): string {
  return state.status === 'closed' ? t(`outcome.${state.outcome}`) : t(`outcome.${state.status}`);
}

/** "12 March", "12 March – Today": from its beginning to what happened in it last. */
export function dialogSpan(
  { createdAt, lastActivityAt, state }: Pick<Dialog, 'createdAt' | 'lastActivityAt' | 'state'>,
  now: Timestamp,
  { t, format }: Texts,
): string {
  const from = format.day(createdAt, now);
  const to = format.day(state.status === 'closed' ? state.closedAt : lastActivityAt, now);
  return from === to ? from : t('history.span', { from, to });
}
