import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Field } from '#renderer/kit/field.tsx';
import { MAX_TAG } from '#shared/domain/table-filter.ts';

interface TagsChoiceProps {
  value: readonly string[];
  onChange: (tags: string[]) => void;
}

/** Tags of clients are free words: typed here as they were there. */
export function TagsChoice({ value, onChange }: TagsChoiceProps): ReactNode {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  return (
    <div className="p-3">
      <Field
        label={t('table.tags.add')}
        hint={t('table.tags.hint')}
        data-begin
        maxLength={MAX_TAG}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const tag = typed.trim();
          if (event.key !== 'Enter' || tag === '' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onChange([...new Set([...value, tag])]);
          setTyped('');
        }}
      />
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {value.map((tag) => (
          <li
            key={tag}
            className="flex h-7 items-center rounded-md bg-accent-soft pl-2 text-sm text-accent-text"
          >
            <bdi className="max-w-48 truncate">{tag}</bdi>
            <button
              type="button"
              aria-label={t('table.clear', { field: tag })}
              onClick={() => onChange(value.filter((one) => one !== tag))}
              className="ml-0.5 flex size-6 items-center justify-center rounded-sm hover:bg-hover"
            >
              <X size={13} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
