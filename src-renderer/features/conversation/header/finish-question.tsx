import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import type { Contact } from '#shared/domain/contact.ts';

interface FinishQuestionProps {
  contact: Contact | null;
  open: boolean;
  onClose: () => void;
  onFinish: () => void;
}

/** Asked only while the client waits. */
export function FinishQuestion({ contact, open, onClose, onFinish }: FinishQuestionProps): ReactNode {
  const { t } = useTexts();
  return (
    <Modal
      alert
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t('finish.confirm.title')}
      description={t('finish.confirm.text', { client: contactName(contact, t) })}
    >
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onFinish();
          }}
        >
          {t('action.finish')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
