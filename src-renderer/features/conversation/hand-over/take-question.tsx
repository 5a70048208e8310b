import { useRef, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';

interface TakeQuestionProps {
  /** Whom it is taken from. */
  name: string;
  clientName: string;
  onClose: () => void;
  onTake: () => void;
}

/** It is somebody's work that is taken: said before, with his name. */
export function TakeQuestion({ name, clientName, onClose, onTake }: TakeQuestionProps): ReactNode {
  const { t } = useTexts();
  const agreed = useRef(false);
  return (
    <Modal
      alert
      open
      onOpenChange={(open) => !open && onClose()}
      // Not before: the keyboard would be led back from where taking leads it.
      onGone={() => agreed.current && onTake()}
      title={t('take.title', { name })}
      description={t('take.text', { name, client: clientName })}
    >
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          onClick={() => {
            agreed.current = true;
            onClose();
          }}
        >
          {t('action.take')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
