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

/**
 * Leaving takes the local copy along, and with it what lies only here, or keeps both: said before, in numbers. While there is such a thing
 * the copy stays unless the person says otherwise.
 */
export function SignOutDialog({ where, onCancel, onSignedOut }: SignOutDialogProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const only = useOnlyHere();
  const [chosen, setChosen] = useState<SignOut['copy'] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const any = only.unsent + only.undone > 0;
  const copy = chosen ?? (any ? 'keep' : 'remove');
  const losing = any && copy === 'remove';

  function close(): void {
    setFailure(null);
    setChosen(null);
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
          {(['unsent', 'undone'] as const).map(
            (what) =>
              only[what] > 0 && (
                <p key={what} className={losing ? 'mt-2 font-medium text-danger' : 'mt-2 font-medium'}>
                  {t(losing ? `signOut.${what}` : `signOut.${what}Kept`, { count: only[what] })}
                </p>
              ),
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
          onChange={setChosen}
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

/** What the hub has nothing of: what it has not got yet, and what was not done and nobody has decided about. */
function useOnlyHere(): { unsent: number; undone: number } {
  const { queries } = useClient();
  const unsent = useLive(() => queries.status(), [queries])?.pending ?? 0;
  const refusals = useLive(() => queries.refusals(), [queries])?.length ?? 0;
  const letters = useLive(() => queries.deadLetters(), [queries])?.length ?? 0;
  return { unsent, undone: refusals + letters };
}
