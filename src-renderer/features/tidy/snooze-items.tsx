import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { MenuItem } from '#renderer/kit/menu.tsx';
import { restTimes } from '#shared/lib/rest-times.ts';

interface SnoozeItemsProps {
  onChoose: (until: number) => void;
  /** Another time than those. */
  onOwn: () => void;
}

/** Until when: the times that are chosen most, each with what it means today. */
export function SnoozeItems({ onChoose, onOwn }: SnoozeItemsProps): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(30_000);
  return (
    <>
      {restTimes(now).map(({ name, at }) => (
        <MenuItem
          key={name}
          onSelect={() => onChoose(at)}
          trailing={<span className="tnum text-xs text-ink-3">{format.until(at, now)}</span>}
        >
          {t(`rest.${name}`)}
        </MenuItem>
      ))}
      <MenuItem onSelect={onOwn}>{t('snooze.own')}</MenuItem>
    </>
  );
}
