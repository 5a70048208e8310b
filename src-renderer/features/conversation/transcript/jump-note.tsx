import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { JumpState } from './use-jump.ts';

/** Says that the way to a message takes a moment, or why it ends. */
export function JumpNote({ state }: { state: JumpState }): ReactNode {
  const { t } = useTexts();
  const words = {
    idle: null,
    on_the_way: t('search.jump.loading'),
    offline: t('search.jump.offline'),
    failed: t('search.jump.failed'),
  }[state];
  return (
    // Polite, and no role: `status` is the name by which the connection is found.
    <div aria-live="polite" className="pointer-events-none absolute inset-x-0 top-2 z-20 flex justify-center">
      {words !== null && (
        <span className="rounded-full bg-surface px-3 py-1 text-xs text-ink-2 shadow-bubble ring-1 ring-line">
          {words}
        </span>
      )}
    </div>
  );
}
