import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Counter } from '#renderer/kit/counter.tsx';

export function JumpButton({ count, onJump }: { count: number; onJump: () => void }): ReactNode {
  const { t } = useTexts();
  const label = count > 0 ? t('transcript.jumpCount', { count }) : t('transcript.jump');
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onJump}
      className="absolute right-5 bottom-4 flex size-10 items-center justify-center rounded-full bg-raised text-ink-2 shadow-pop hover:bg-hover hover:text-ink"
    >
      <ArrowDown size={18} />
      {count > 0 && <Counter count={count} tone="accent" className="absolute -top-1.5 -right-1" />}
    </button>
  );
}
