import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';

export interface Asked {
  kind: 'finish' | 'spam';
  count: number;
  /** Of them so many clients still wait. */
  waits: number;
}

interface BulkQuestionProps {
  asked: Asked | null;
  onClose: () => void;
  onYes: (kind: Asked['kind']) => void;
}

/** Asked where a slip of the hand would cost clients their answer. */
export function BulkQuestion({ asked, onClose, onYes }: BulkQuestionProps): ReactNode {
  const { t } = useTexts();
  if (asked === null) return null;
  const { kind, count, waits } = asked;
  return (
    <Modal
      alert
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`bulk.ask.${kind}`, { count })}
      description={
        kind === 'finish' ? t('bulk.ask.waits', { count: waits }) : t('bulk.ask.spamText', { count })
      }
    >
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onYes(kind);
          }}
        >
          {t(`chosen.${kind}`)}
        </Button>
      </ModalActions>
    </Modal>
  );
}
