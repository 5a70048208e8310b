import type { ReactNode } from 'react';
import type { UploadView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';

/** How much of a file the hub has; nothing once it has all. */
export function Progress({ upload: { file, state, sent } }: { upload: UploadView }): ReactNode {
  const { t } = useTexts();
  if (state.kind !== 'waiting') return null;
  const percent = file.size === 0 ? 0 : Math.floor((sent / file.size) * 100);
  return (
    <div
      role="progressbar"
      aria-label={t('files.uploading', { name: file.name })}
      aria-valuenow={percent}
      className="mt-1 h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <div style={{ width: `${percent}%` }} className="h-full bg-accent" />
    </div>
  );
}
