import { useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';

interface SignOutDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSignedOut: () => void;
}

/** Leaving removes the local copy, and with it what the hub has not got yet: said before, in numbers. */
export function SignOutDialog({ open, onOpenChange, onSignedOut }: SignOutDialogProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const pending = useLive(() => client.queries.status(), [client])?.pending ?? 0;
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function leave(): void {
    setBusy(true);
    setFailure(null);
    client.signOut().then(onSignedOut, (error: unknown) => {
      setBusy(false);
      setFailure(error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Modal
      alert
      open={open}
      onOpenChange={onOpenChange}
      title={t('signOut.title')}
      description={
        <>
          <p>{t('signOut.text')}</p>
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
        <Button onClick={() => onOpenChange(false)}>{t('common.cancel')}</Button>
        <Button look={pending > 0 ? 'danger' : 'primary'} disabledReason={busy ? '' : null} onClick={leave}>
          {t(pending > 0 ? 'signOut.confirmLosing' : 'signOut.confirm')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
