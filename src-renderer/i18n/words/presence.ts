import type { OperatorPresence } from '#shared/domain/presence.ts';
import type { Texts } from '../i18n.ts';

/** "Break · 9 min": how it stands, and since when where that is known. */
export function presenceWords({ state, since }: OperatorPresence, now: number, { t, format }: Texts): string {
  const name = t(`presence.${state}`);
  return since === null
    ? name
    : t('presence.since', { state: name, span: format.span(Math.max(0, now - since)) });
}
