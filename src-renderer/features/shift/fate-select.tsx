import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { fateKey, fateOf, type Fate } from './plan.ts';
import type { FateOptions } from './use-fate-options.ts';

interface FateSelectProps {
  label: string;
  /** Null: each its own. */
  value: Fate | null;
  options: FateOptions;
  mayFinish: boolean;
  onChange: (fate: Fate) => void;
}

/** The browser's own list: letters, arrows and screen readers work in it as everywhere. */
export function FateSelect({ label, value, options, mayFinish, onChange }: FateSelectProps): ReactNode {
  const { t } = useTexts();
  const { lines, colleagues } = options;
  return (
    <select
      aria-label={label}
      value={value === null ? '' : fateKey(value)}
      onChange={(event) => {
        const fate = fateOf(event.target.value, lines);
        if (fate !== null) onChange(fate);
      }}
      className="h-8 w-60 max-w-full shrink-0 truncate rounded-md border border-control bg-surface px-2 text-sm text-ink"
    >
      {value === null && <option value="">{t('shift.each')}</option>}
      <option value="stay">{t('shift.stay')}</option>
      <option value="rest">{t('shift.rest')}</option>
      {mayFinish && <option value="finish">{t('shift.finish')}</option>}
      <optgroup label={t('shift.lines')}>
        {[...lines.values()].map((line) => (
          <option key={line.id} value={`line ${line.id}`}>
            {t('shift.line', { name: line.name })}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('shift.colleagues')}>
        {colleagues.map(({ id, label: words }) => (
          <option key={id} value={`operator ${id}`}>
            {words}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
