import { useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';

interface SignOutDialogProps {
  /** Null: closed. */
  where: 'here' | 'everywhere' | null;
  onCancel: () => void;
  onSignedOut: () => void;
}

/** Leaving removes the local copy, and with it what the hub has not got yet: said before, in numbers. */
export function SignOutDialog({ where, onCancel, onSignedOut }: SignOutDialogProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const pending = useLive(() => client.queries.status(), [client])?.pending ?? 0;
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function leave(): void {
    if (where === null) return;
    setBusy(true);
    setFailure(null);
    client.signOut(where).then(onSignedOut, (error: unknown) => {
      setBusy(false);
      setFailure(error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Modal
      alert
      open={where !== null}
      onOpenChange={(open) => {
        if (open) return;
        setFailure(null);
        onCancel();
      }}
      title={t(where === 'everywhere' ? 'signOut.titleEverywhere' : 'signOut.title')}
      description={
        <>
          <p>{t('signOut.text')}</p>
          {where === 'everywhere' && <p className="mt-2">{t('signOut.textEverywhere')}</p>}
          {pending > 0 && (
            <p className="mt-2 font-medium text-danger">{t('signOut.unsent', { count: pending })}</p>
          )}
          {failure !== null && (
            <p role="alert" className="mt-2 text-danger">
              {t('signOut.failed', { detail: failure })}
            </p>
          )}
        </>
      }
    >
      <ModalActions>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button look={pending > 0 ? 'danger' : 'primary'} disabledReason={busy ? '' : null} onClick={leave}>
          {t(pending > 0 ? 'signOut.confirmLosing' : 'signOut.confirm')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
