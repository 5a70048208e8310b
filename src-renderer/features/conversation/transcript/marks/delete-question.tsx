import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { mayHaveReached, type Message } from '#shared/domain/message.ts';

interface DeleteQuestionProps {
  message: Message | null;
  onClose: () => void;
  onDelete: (message: Message) => void;
}

/** Asked before every deletion: what is deleted is gone for everybody. */
export function DeleteQuestion({ message, onClose, onDelete }: DeleteQuestionProps): ReactNode {
  const { t } = useTexts();
  if (message === null) return null;
  return (
    <Modal
      alert
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('message.delete.title')}
      description={t(mayHaveReached(message) ? 'message.delete.reached' : 'message.delete.ours')}
    >
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onDelete(message);
          }}
        >
          {t('message.delete')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
