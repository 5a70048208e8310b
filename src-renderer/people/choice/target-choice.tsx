import type { ReactNode, RefObject } from 'react';
import { useTexts } from '../../i18n/react.tsx';
import { Button } from '../../kit/button.tsx';
import { PickList, type PickGroup } from './pick-list.tsx';
import type { Target } from './targets.ts';

interface TargetChoiceProps {
  field: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (typed: string) => void;
  groups: readonly PickGroup<Target>[];
  onPick: (target: Target) => void;
  onClose: () => void;
}

/** To whom: one dialog, or several at once. */
export function TargetChoice({
  field,
  typed,
  onType,
  groups,
  onPick,
  onClose,
}: TargetChoiceProps): ReactNode {
  const { t } = useTexts();
  return (
    <>
      <PickList
        field={field}
        label={t('transfer.search')}
        listLabel={t('transfer.found')}
        typed={typed}
        onType={onType}
        groups={groups}
        onPick={onPick}
      />
      <div className="mt-3 flex items-center justify-between gap-4">
        <p className="text-xs text-ink-3">{t('transfer.keys')}</p>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </>
  );
}
