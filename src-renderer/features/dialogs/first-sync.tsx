import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';

/** Progress of the first snapshot above the list, which fills meanwhile. */
export function FirstSync(): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const sync = useLive(() => client.queries.status(), [client])?.firstSync ?? null;
  if (sync === null) return null;
  const known = sync.total > 0;
  return (
    <div className="border-b border-line px-3 py-2">
      <div className="flex justify-between text-xs text-ink-3">
        <span>{t('dialogs.firstSync')}</span>
        {known && (
          <span className="tnum">
            {t('dialogs.firstSyncCount', {
              done: format.number(sync.done),
              total: format.number(sync.total),
            })}
          </span>
        )}
      </div>
      <progress
        aria-label={t('dialogs.firstSync')}
        value={known ? Math.min(sync.done, sync.total) : undefined}
        max={known ? sync.total : undefined}
        className="mt-1.5 block h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}
