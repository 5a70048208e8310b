import { Search, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Kbd } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import { RESULTS_ID } from './search-results.tsx';

interface SearchFieldProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  /** Id of the result that the keyboard is at. */
  active: string | null;
  expanded: boolean;
  onChange: (value: string) => void;
  onClear: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The field was entered, from where. */
  onEnter: (from: Element | null) => void;
}

/** One line over the list. Results are a listbox of its own, walked from here: the words stay in hand. */
export function SearchField(props: SearchFieldProps): ReactNode {
  const { ref, value, active, expanded, onChange, onClear, onKeyDown, onEnter } = props;
  const { t } = useTexts();
  return (
    <div className="relative shrink-0 border-b border-line px-3 py-2">
      <Search
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-5.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={ref}
        type="text"
        role="combobox"
        aria-label={t('search.label')}
        aria-keyshortcuts={ariaKeys(COMMANDS['search.open'].keys[0])}
        aria-expanded={expanded}
        aria-controls={RESULTS_ID}
        aria-autocomplete="list"
        aria-activedescendant={active ?? undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_LENGTH}
        placeholder={t('search.placeholder')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={(event) => onEnter(event.relatedTarget)}
        className="selectable peer h-8 w-full rounded-md border border-control bg-surface pr-16 pl-8 text-sm text-ellipsis text-ink focus-visible:outline-offset-[-1px]"
      />
      {value === '' ? (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-5 -translate-y-1/2 peer-focus:hidden"
        >
          <Kbd combo={COMMANDS['search.open'].keys[0]} />
        </span>
      ) : (
        <button
          type="button"
          aria-label={t('search.clear')}
          onClick={onClear}
          className="absolute top-1/2 right-4 grid size-6 -translate-y-1/2 place-items-center rounded-xs text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
