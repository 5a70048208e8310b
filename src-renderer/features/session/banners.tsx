import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';

/** What keeps the whole window from working as it should; above everything else. */
export function Banners({ onSignIn }: { onSignIn: () => void }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const status = useLive(() => client.queries.status(), [client]);
  if (status === undefined) return null;
  const { connection, storage } = status;
  if (storage === null && !['client_too_old', 'hub_too_old', 'signed_out'].includes(connection.kind))
    return null;
  return (
    <section aria-label={t('banner.region')}>
      {storage !== null && (
        <Notice
          tone="danger"
          urgent
          actions={
            storage.kind === 'broken' && (
              <Button size="sm" onClick={() => location.reload()}>
                {t('common.reload')}
              </Button>
            )
          }
        >
          <span title={storage.detail}>
            {t(storage.kind === 'full' ? 'banner.storageFull' : 'banner.storageBroken')}
          </span>
        </Notice>
      )}
      {connection.kind === 'client_too_old' && <Notice tone="warn">{t('banner.clientTooOld')}</Notice>}
      {connection.kind === 'hub_too_old' && <Notice tone="warn">{t('banner.hubTooOld')}</Notice>}
      {connection.kind === 'signed_out' && (
        <Notice
          tone="warn"
          actions={
            <Button size="sm" onClick={onSignIn}>
              {t('banner.signIn')}
            </Button>
          }
        >
          {t('banner.signedOut')}
        </Notice>
      )}
    </section>
  );
}
