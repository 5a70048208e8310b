import type { ReactNode } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { sizeWords, tooLongWords } from './size-words.ts';
import type { TextSize } from './size.ts';

/** What writing here means now. */
export type ComposerState =
  | { kind: 'own' }
  | { kind: 'free' }
  /** Not one's own, but may step in (invited, senior). */
  | { kind: 'guest' }
  | { kind: 'closed' }
  /** Finished, and being opened again: one may write, and send in a moment. */
  | { kind: 'opening' }
  /** Finished, and the client went on in another dialog. */
  | { kind: 'continued'; dialogId: Id }
  /** Another's. `whisper`: hidden messages may be written all the same. */
  | { kind: 'others'; reason: string; whisper: boolean };

interface ComposerHintProps {
  id: string;
  state: ComposerState;
  hidden: boolean;
  /** What was sent is being changed. */
  editing: boolean;
  size: TextSize;
  notSaved: boolean;
  /** Why the message cannot go with the files over the field. */
  fileTrouble: string | null;
  offline: boolean;
}

/** One line under the field that is always there: why not, what will happen, or which keys. */
export function ComposerHint({
  id,
  state,
  hidden,
  editing,
  size,
  notSaved,
  fileTrouble,
  offline,
}: ComposerHintProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const trouble = troubleOf(size, notSaved, texts) ?? fileTrouble;
  return (
    <div className="mx-auto mt-1 flex min-h-4 max-w-4xl items-center justify-between gap-4 px-4 text-xs text-ink-3">
      <p id={id} className={cn(trouble !== null && 'font-medium text-danger')}>
        {trouble ?? (editing ? t('composer.keysEdit') : words(state, hidden, offline, t))}
      </p>
      {size.kind !== 'fine' && (
        <span className={cn('tnum shrink-0', size.kind === 'over' && 'font-semibold text-danger')}>
          {sizeWords(size, texts)}
        </span>
      )}
    </div>
  );
}

function troubleOf(size: TextSize, notSaved: boolean, texts: Texts): string | null {
  if (notSaved) return texts.t('composer.notSaved');
  return size.kind === 'over' ? tooLongWords(size, texts) : null;
}

function words(state: ComposerState, hidden: boolean, offline: boolean, t: Texts['t']): string {
  switch (state.kind) {
    case 'own':
    case 'guest':
      if (offline) return t('composer.offline');
      return t(hidden ? 'composer.keysHidden' : 'composer.keys');
    case 'free':
      return t(hidden ? 'composer.keysHidden' : 'composer.claims');
    case 'continued':
      return t('composer.continued');
    case 'closed':
      return t('composer.closed');
    case 'opening':
      return t('composer.opening');
    case 'others':
      if (!state.whisper) return state.reason;
      return t(hidden ? 'composer.whisper' : 'composer.notToClient', { reason: state.reason });
    default:
      return exhaustive(state, 'composer state');
  }
}
