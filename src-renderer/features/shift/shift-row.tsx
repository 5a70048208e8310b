import type { ReactNode } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { contactName } from '#renderer/i18n/words/names.ts';
import { useHubNow } from '#renderer/kit/clock.ts';
import { FateSelect } from './fate-select.tsx';
import type { Fate } from './plan.ts';
import type { FateOptions } from './use-fate-options.ts';

interface ShiftRowProps {
  row: DialogRow;
  fate: Fate;
  options: FateOptions;
  onChoose: (fate: Fate) => void;
}

/** One dialog that is still with the person: who, what was said last, how long it waits, and what becomes of it. */
export function ShiftRow({ row, fate, options, onChoose }: ShiftRowProps): ReactNode {
  const { t } = useTexts();
  const { dialog, contact } = row;
  const client = contactName(contact, t);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <div className="min-w-40 flex-1">
        <p className="flex items-baseline gap-2">
          <bdi className="truncate text-md font-medium">{client}</bdi>
          <State row={row} />
        </p>
        {dialog.lastMessage !== null && (
          <p className="truncate text-sm text-ink-3">
            <bdi>{lastWords(dialog.lastMessage, t)}</bdi>
          </p>
        )}
      </div>
      <FateSelect
        label={t('shift.fate', { client })}
        value={fate}
        options={options}
        mayFinish={dialog.waitingSince === null}
        onChange={onChoose}
      />
    </li>
  );
}

function State({ row: { dialog } }: { row: DialogRow }): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  if (dialog.handOver?.state === 'offered') {
    return <span className="shrink-0 text-xs text-ink-3">{t('shift.offered')}</span>;
  }
  if (dialog.waitingSince === null) return null;
  const span = format.span(Math.max(0, now - dialog.waitingSince));
  return <span className="tnum shrink-0 text-xs font-medium text-warn">{t('shift.waits', { span })}</span>;
}
