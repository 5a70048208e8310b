import type { ReactNode } from 'react';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { kib, type TextSize } from './size.ts';

/** What writing here means now. */
export type ComposerState =
  | { kind: 'own' }
  | { kind: 'free' }
  /** Not one's own, but may step in (invited, senior). */
  | { kind: 'guest' }
  | { kind: 'closed' }
  | { kind: 'others'; reason: string };

interface ComposerHintProps {
  id: string;
  state: ComposerState;
  size: TextSize;
  notSaved: boolean;
  offline: boolean;
}

/** One line under the field that is always there: why not, what will happen, or which keys. */
export function ComposerHint({ id, state, size, notSaved, offline }: ComposerHintProps): ReactNode {
  const { t } = useTexts();
  const trouble = troubleOf(size, notSaved, t);
  return (
    <div className="mx-auto mt-1 flex min-h-4 max-w-4xl items-center justify-between gap-4 px-4 text-xs text-ink-3">
      <p id={id} className={cn(trouble !== null && 'font-medium text-danger')}>
        {trouble ?? words(state, offline, t)}
      </p>
      {size.kind !== 'fine' && (
        <span className={cn('tnum shrink-0', size.kind === 'over' && 'font-semibold text-danger')}>
          {t('composer.bytesLeft', { bytes: kib(size.bytes), max: kib(MAX_TEXT_BYTES) })}
        </span>
      )}
    </div>
  );
}

function troubleOf(size: TextSize, notSaved: boolean, t: Texts['t']): string | null {
  if (notSaved) return t('composer.notSaved');
  if (size.kind !== 'over') return null;
  return t('composer.tooLong', { bytes: kib(size.bytes), max: kib(MAX_TEXT_BYTES) });
}

function words(state: ComposerState, offline: boolean, t: Texts['t']): string {
  switch (state.kind) {
    case 'own':
    case 'guest':
      return offline ? t('composer.offline') : t('composer.keys');
    case 'free':
      return t('composer.claims');
    case 'closed':
      return t('composer.closed');
    case 'others':
      return state.reason;
    default:
      return exhaustive(state, 'composer state');
  }
}
