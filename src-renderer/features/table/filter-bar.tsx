import { FunnelX, ListFilter, X } from 'lucide-react';
import { useId, useState, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Popover } from '#renderer/kit/popover.tsx';
import {
  FILTER_FIELDS,
  isSet,
  NO_FILTER,
  type FilterField,
  type TableFilter,
} from '#shared/domain/table-filter.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import { CheckList } from './check-list.tsx';
import { DaysChoice } from './days-choice.tsx';
import { choicesOf, fieldWords, isChoice } from './filter-words.ts';
import { useNames } from './names.ts';
import type { PrefsHandle } from './prefs.ts';
import { TagsChoice } from './tags-choice.tsx';
import { WaitingChoice } from './waiting-choice.tsx';

interface FilterBarProps {
  handle: PrefsHandle;
  /** The field for words. */
  wordsField: RefObject<HTMLInputElement | null>;
  onFilter: (filter: TableFilter) => void;
}

/** What is asked for, field by field, and which fields there are. */
export function FilterBar({ handle, wordsField, onFilter }: FilterBarProps): ReactNode {
  const { t } = useTexts();
  const { filter, fields } = handle.prefs;
  const shown = FILTER_FIELDS.filter((field) => fields.includes(field) || isSet(filter, field));
  const set = FILTER_FIELDS.some((field) => isSet(filter, field));
  return (
    <div
      role="group"
      aria-label={t('table.filterBar')}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-canvas px-3 py-2"
    >
      {shown.includes('words') && (
        <WordsField
          field={wordsField}
          value={filter.words}
          onChange={(words) => onFilter({ ...filter, words })}
        />
      )}
      {shown
        .filter((field) => field !== 'words')
        .map((field) => (
          <FieldChip key={field} field={field} filter={filter} onFilter={onFilter} />
        ))}
      <FieldsMenu handle={handle} onFilter={onFilter} />
      {set && (
        // A sign, not a word: the first letter typed must not push the lines down by a second row.
        <IconButton size="sm" label={t('table.reset')} onClick={() => onFilter(NO_FILTER)}>
          <FunnelX size={16} />
        </IconButton>
      )}
    </div>
  );
}

interface WordsFieldProps {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (words: string) => void;
}

function WordsField({ field, value, onChange }: WordsFieldProps): ReactNode {
  const { t } = useTexts();
  return (
    <span className="relative">
      <input
        ref={field}
        type="search"
        aria-label={t('table.wordsField')}
        placeholder={t('table.wordsField')}
        maxLength={MAX_QUERY_LENGTH}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onChange('');
        }}
        className="selectable h-7 w-72 rounded-md border border-control bg-surface pr-7 pl-2.5 text-sm placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t('table.clear', { field: t('table.field.words') })}
          onClick={() => onChange('')}
          className="absolute inset-y-0.5 right-0.5 flex w-6 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X size={13} />
        </button>
      )}
    </span>
  );
}

interface FieldChipProps {
  field: Exclude<FilterField, 'words'>;
  filter: TableFilter;
  onFilter: (filter: TableFilter) => void;
}

function FieldChip({ field, filter, onFilter }: FieldChipProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const names = useNames();
  const [open, setOpen] = useState(false);
  const words = fieldWords(filter, field, names, texts);
  const label = t(`table.field.${field}`);
  return (
    <span
      className={cn(
        'flex h-7 max-w-72 items-center rounded-md border text-sm',
        words === null ? 'border-line-strong bg-surface' : 'border-accent bg-accent-soft',
      )}
    >
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={label}
        side="bottom"
        align="start"
        narrow
        trigger={
          <button
            type="button"
            data-field={field}
            className={cn(
              'flex h-full min-w-0 items-center rounded-md px-2.5',
              words === null ? 'text-ink-2 hover:bg-hover' : 'pr-1 text-accent-text',
            )}
          >
            <bdi className="truncate">
              {t('table.chip', { field: label, value: words ?? t(`table.any.${field}`) })}
            </bdi>
          </button>
        }
      >
        <FieldChoice field={field} filter={filter} onFilter={onFilter} onDone={() => setOpen(false)} />
      </Popover>
      {words !== null && (
        <button
          type="button"
          aria-label={t('table.clear', { field: label })}
          onClick={() => onFilter({ ...filter, [field]: NO_FILTER[field] })}
          className="mr-0.5 flex size-6 shrink-0 items-center justify-center rounded-sm text-accent-text hover:bg-hover"
        >
          <X size={13} />
        </button>
      )}
    </span>
  );
}

function FieldChoice({
  field,
  filter,
  onFilter,
  onDone,
}: FieldChipProps & { onDone: () => void }): ReactNode {
  const texts = useTexts();
  const names = useNames();
  const label = texts.t(`table.field.${field}`);
  if (isChoice(field))
    return (
      <CheckList
        label={label}
        choices={choicesOf(field, names, texts)}
        chosen={filter[field]}
        onChange={(values) => onFilter({ ...filter, [field]: values })}
      />
    );
  switch (field) {
    case 'waiting':
      return (
        <WaitingChoice
          value={filter.waiting}
          onChange={(waiting) => {
            onFilter({ ...filter, waiting });
            onDone();
          }}
        />
      );
    case 'created':
    case 'closed':
      return (
        <DaysChoice
          label={label}
          value={filter[field]}
          onChange={(days) => onFilter({ ...filter, [field]: days })}
          onDone={onDone}
        />
      );
    case 'tags':
      return <TagsChoice value={filter.tags} onChange={(tags) => onFilter({ ...filter, tags })} />;
    default:
      return exhaustive(field, 'field of the filter');
  }
}

/** Which fields are offered; one that is taken away asks for nothing any more. */
function FieldsMenu({ handle, onFilter }: Pick<FilterBarProps, 'handle' | 'onFilter'>): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { prefs, change } = handle;
  const shown = FILTER_FIELDS.filter((field) => prefs.fields.includes(field) || isSet(prefs.filter, field));
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('table.fields')}
      side="bottom"
      align="start"
      narrow
      trigger={
        <Button size="sm" look="quiet" id={id}>
          <ListFilter size={14} aria-hidden="true" />
          {t('table.fieldsButton')}
        </Button>
      }
    >
      <CheckList
        label={t('table.fields')}
        choices={FILTER_FIELDS.map((field) => ({ value: field, label: t(`table.field.${field}`) }))}
        chosen={shown}
        onChange={(values) => {
          const fields = FILTER_FIELDS.filter((field) => values.includes(field));
          const gone = FILTER_FIELDS.filter((field) => !fields.includes(field) && isSet(prefs.filter, field));
          change({ fields });
          if (gone.length > 0)
            onFilter({ ...prefs.filter, ...Object.fromEntries(gone.map((one) => [one, NO_FILTER[one]])) });
        }}
      />
    </Popover>
  );
}
