import { Pencil, Reply, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { subjectOf, type Composing } from './use-composing.ts';

interface ComposingBarProps {
  composing: Composing;
  authorName: string;
  /** Among colleagues, where everything is hidden. */
  team?: boolean;
  onCancel: () => void;
}

/** Over the message field: what is being answered or changed. */
export function ComposingBar({
  composing,
  authorName,
  team = false,
  onCancel,
}: ComposingBarProps): ReactNode {
  const { t } = useTexts();
  const quoted = subjectOf(composing);
  const edit = composing.kind === 'edit';
  const label = edit ? t('composer.editing') : t('composer.replying', { author: authorName });
  return (
    <div role="group" aria-label={label} className="mx-auto mb-1.5 flex max-w-4xl items-center gap-2 px-4">
      <span aria-hidden="true" className="text-accent-text">
        {edit ? <Pencil size={16} /> : <Reply size={16} />}
      </span>
      <div className="min-w-0 grow border-s-3 border-accent ps-2">
        <p className="truncate text-xs font-semibold text-accent-text">{label}</p>
        <p dir="auto" className="truncate text-sm text-ink-2">
          {lastWords(quoted, t)}
        </p>
        {!edit && !team && quoted.visibility === 'hidden' && (
          <p className="text-xs font-medium text-warn">{t('composer.replyHidden')}</p>
        )}
      </div>
      <button
        type="button"
        aria-label={t(edit ? 'composer.cancelEdit' : 'composer.cancelReply')}
        title={t(edit ? 'composer.cancelEdit' : 'composer.cancelReply')}
        onClick={onCancel}
        className="flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
