import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { ConnectionState, Healing, SyncStatus } from '#renderer/data/queries/views.ts';
import type { MessageKey } from '#renderer/i18n/messages.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { exhaustive } from '#shared/lib/exhaustive.ts';

/** What keeps the whole window from working as it should; above everything else. */
export function Banners({ onSignIn }: { onSignIn: () => void }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const status = useLive(() => client.queries.status(), [client]);
  if (status === undefined || !hasNews(status)) return null;
  const { connection, storage, healing } = status;
  return (
    <section aria-label={t('banner.region')}>
      {storage !== null && (
        <Notice tone="danger" urgent>
          <span title={storage.detail}>{t('banner.storageFull')}</span>
        </Notice>
      )}
      <HealingNotice healing={healing} onDismiss={() => client.dismissHealing()} />
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

const STOPPED: readonly ConnectionState['kind'][] = ['client_too_old', 'hub_too_old', 'signed_out'];

function hasNews({ storage, healing, connection }: SyncStatus): boolean {
  return storage !== null || healing.kind !== 'well' || STOPPED.includes(connection.kind);
}

/** What happened to the local copy: calm while it is being mended, loud when nothing helped. */
function HealingNotice({ healing, onDismiss }: { healing: Healing; onDismiss: () => void }): ReactNode {
  const { t } = useTexts();
  switch (healing.kind) {
    case 'well':
      return null;
    case 'busy':
      return <Notice tone="info">{t('banner.healing')}</Notice>;
    case 'healed':
      return (
        <Notice tone="info" dismiss={{ label: t('common.dismiss'), onDismiss }}>
          {t('banner.healed')} {healing.restored > 0 && t('banner.healedUnsent', { count: healing.restored })}
        </Notice>
      );
    case 'given_up':
      return (
        <Notice
          tone="danger"
          urgent
          actions={
            <Button size="sm" onClick={() => location.reload()}>
              {t('common.reload')}
            </Button>
          }
        >
          <span title={healing.trouble.detail}>{t(wordsFor(healing.trouble.kind))}</span>
        </Notice>
      );
    default:
      return exhaustive(healing, 'state of the local copy');
  }
}

function wordsFor(
  kind: Extract<Healing, { kind: 'given_up' }>['trouble']['kind'],
): MessageKey &
  ('banner.storageFull' | 'banner.storageNewer' | 'banner.storageRefused' | 'banner.storageBroken') {
  switch (kind) {
    case 'full':
      return 'banner.storageFull';
    case 'newer':
      return 'banner.storageNewer';
    case 'refused':
      return 'banner.storageRefused';
    case 'lost':
    case 'damaged':
      return 'banner.storageBroken';
    default:
      return exhaustive(kind, 'trouble with the storage');
  }
}
