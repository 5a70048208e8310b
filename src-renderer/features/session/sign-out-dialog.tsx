import { useState, type ReactNode } from 'react';
import type { SignOut } from '#renderer/client/client.ts';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';

interface SignOutDialogProps {
  /** Null: closed. */
  where: SignOut['where'] | null;
  onCancel: () => void;
  onSignedOut: () => void;
}

/** Leaving takes the local copy along, and with it what the hub has not got yet, or keeps both: said before, in numbers. */
export function SignOutDialog({ where, onCancel, onSignedOut }: SignOutDialogProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const pending = useLive(() => client.queries.status(), [client])?.pending ?? 0;
  const [copy, setCopy] = useState<SignOut['copy']>('remove');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const losing = pending > 0 && copy === 'remove';

  function close(): void {
    setFailure(null);
    setCopy('remove');
    onCancel();
  }

  function leave(): void {
    if (where === null) return;
    setBusy(true);
    setFailure(null);
    client.signOut({ where, copy }).then(onSignedOut, (error: unknown) => {
      setBusy(false);
      setFailure(error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Modal
      alert
      open={where !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={t(where === 'everywhere' ? 'signOut.titleEverywhere' : 'signOut.title')}
      description={
        <>
          {where === 'everywhere' && <p>{t('signOut.textEverywhere')}</p>}
          {pending > 0 && (
            <p className={losing ? 'mt-2 font-medium text-danger' : 'mt-2 font-medium'}>
              {t(losing ? 'signOut.unsent' : 'signOut.unsentKept', { count: pending })}
            </p>
          )}
          {failure !== null && (
            <p role="alert" className="mt-2 text-danger">
              {t('signOut.failed', { detail: failure })}
            </p>
          )}
        </>
      }
    >
      <div className="mt-4">
        <RadioGroup
          label={t('signOut.copy')}
          value={copy}
          onChange={setCopy}
          options={[
            { value: 'remove', label: t('signOut.copyRemove'), hint: t('signOut.copyRemoveHint') },
            { value: 'keep', label: t('signOut.copyKeep'), hint: t('signOut.copyKeepHint') },
          ]}
        />
      </div>
      <ModalActions>
        <Button onClick={close}>{t('common.cancel')}</Button>
        <Button look={losing ? 'danger' : 'primary'} disabledReason={busy ? '' : null} onClick={leave}>
          {t(losing ? 'signOut.confirmLosing' : 'signOut.confirm')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
