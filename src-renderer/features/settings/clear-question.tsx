import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';

interface ClearQuestionProps {
  open: boolean;
  /** Own intents that the hub has not got yet. */
  pending: number;
  /** The hub cannot be asked now: the copy would be gone until it can. */
  offline: boolean;
  onCancel: () => void;
  onClear: () => void;
}

/** Clearing loses nothing, but takes a while to be made good: so it is asked, and what stays is said. */
export function ClearQuestion({ open, pending, offline, onCancel, onClear }: ClearQuestionProps): ReactNode {
  const { t } = useTexts();
  return (
    <Modal
      alert
      open={open}
      onOpenChange={(next) => {
        if (!next) onCancel();
      }}
      title={t('settings.clearTitle')}
      description={
        <>
          <p>{t('settings.clearText')}</p>
          {offline && <p className="mt-2">{t('settings.notOffline')}</p>}
          <p className="mt-2 font-medium">
            {pending > 0 ? t('settings.clearUnsent', { count: pending }) : t('settings.clearNothingUnsent')}
          </p>
        </>
      }
    >
      <ModalActions>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button look="primary" disabledReason={offline ? t('settings.notOffline') : null} onClick={onClear}>
          {t('settings.clearConfirm')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
