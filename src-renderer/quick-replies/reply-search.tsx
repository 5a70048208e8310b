import { Search } from 'lucide-react';
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import { useTexts } from '../i18n/react.tsx';

interface ReplySearchProps {
  /** The keyboard begins here. */
  begin?: true;
  value: string;
  onChange: (value: string) => void;
  /** Id of the list that it walks. */
  controls: string;
  /** Id of the option where the keyboard is. */
  active: string | null;
  /** How many were found; null while nobody knows. */
  count: number | null;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Words that narrow a list of replies, which is walked from here. */
export function ReplySearch({
  begin,
  value,
  onChange,
  controls,
  active,
  count,
  onKeyDown,
}: ReplySearchProps): ReactNode {
  const { t } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    // A window that was there before the replies were read kept the keyboard for it.
    const place = field.current?.closest('[role=dialog]');
    if (begin && place && place === document.activeElement) field.current?.focus();
  }, [begin]);
  return (
    <div className="relative shrink-0 border-b border-line">
      <Search
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute start-4 top-1/2 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={field}
        type="text"
        data-begin={begin}
        role="combobox"
        aria-label={t('reply.search')}
        aria-expanded
        aria-controls={controls}
        aria-autocomplete="list"
        aria-activedescendant={active ?? undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_LENGTH}
        placeholder={t('reply.search')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="selectable h-11 w-full bg-transparent ps-10 pe-4 text-md text-ink focus-visible:outline-none"
      />
      <p aria-live="polite" className="sr-only">
        {value.trim() !== '' && count !== null && t('reply.found', { count })}
      </p>
    </div>
  );
}
