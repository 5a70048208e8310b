import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { lastWords } from '#renderer/i18n/words/files.ts';
import type { Quotation } from '#shared/domain/message.ts';
import { useTranscript } from '../transcript-context.ts';

/** What a message answers, in two lines; a press leads there. */
export function QuoteLine({ quotation, gone }: { quotation: Quotation; gone: boolean }): ReactNode {
  const { t } = useTexts();
  const { authorName, marks } = useTranscript();
  const author = authorName(quotation.author);
  const words = gone ? t('message.deleted') : lastWords(quotation, t);
  return (
    <button
      type="button"
      onClick={() => marks.jump(quotation)}
      className="mb-1 block w-full max-w-full rounded-sm border-s-3 border-accent bg-hover px-2 py-0.5 text-start hover:bg-selected"
    >
      <span className="sr-only">{t('message.quote')} </span>
      <span className="block truncate text-xs font-semibold text-accent-text">{author}</span>
      <span dir="auto" className="block truncate text-sm text-ink-2">
        {words}
      </span>
    </button>
  );
}
