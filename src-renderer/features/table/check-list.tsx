import { useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Choice } from './filter-words.ts';

interface CheckListProps {
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}

/** From so many on one rather types than looks. */
const MANY = 8;

/** Several of some, each ticked or not; the browser's own boxes. Typing narrows a long list. */
export function CheckList({ label, choices, chosen, onChange }: CheckListProps): ReactNode {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  return (
    <div className="flex min-h-0 flex-col">
      {choices.length > MANY && (
        <div className="border-b border-line p-2">
          <input
            type="search"
            data-begin
            aria-label={t('table.choose')}
            placeholder={t('table.choose')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="selectable h-7 w-full rounded-md border border-control bg-surface px-2 text-sm placeholder:text-ink-3"
          />
        </div>
      )}
      <fieldset className="min-h-0 overflow-y-auto p-1">
        <legend className="sr-only">{label}</legend>
        {found.map(({ value, label: name }) => (
          <label
            key={value}
            className="flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 text-sm text-ink hover:bg-hover"
          >
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
              }
              className="size-4 shrink-0 accent-accent"
            />
            <bdi className="min-w-0 truncate">{name}</bdi>
          </label>
        ))}
        {found.length === 0 && <p className="px-2 py-1 text-sm text-ink-3">{t('table.chooseNothing')}</p>}
      </fieldset>
    </div>
  );
}
