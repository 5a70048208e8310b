import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';

interface WaitingChoiceProps {
  value: boolean | null;
  onChange: (value: boolean | null) => void;
}

const VALUES = { any: null, yes: true, no: false } as const;
type Name = keyof typeof VALUES;

/** Whether the client waits for an answer. */
export function WaitingChoice({ value, onChange }: WaitingChoiceProps): ReactNode {
  const { t } = useTexts();
  const name: Name = value === null ? 'any' : value ? 'yes' : 'no';
  return (
    <div className="p-3">
      <RadioGroup<Name>
        label={t('table.field.waiting')}
        value={name}
        options={[
          { value: 'any', label: t('table.any.waiting') },
          { value: 'yes', label: t('table.waiting.yes') },
          { value: 'no', label: t('table.waiting.no') },
        ]}
        onChange={(next) => onChange(VALUES[next])}
      />
    </div>
  );
}
