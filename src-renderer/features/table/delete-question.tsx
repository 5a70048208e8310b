import type { ReactNode } from 'react';
import type { SavedFilterView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';

interface DeleteQuestionProps {
  view: SavedFilterView | null;
  onClose: () => void;
  onYes: (view: SavedFilterView) => void;
}

/** What all colleagues have is not taken from them by a slip of the hand. */
export function DeleteQuestion({ view, onClose, onYes }: DeleteQuestionProps): ReactNode {
  const { t } = useTexts();
  const shared = view?.filter.sharing === 'company';
  return (
    <Modal
      alert
      open={view !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t('table.saved.deleteTitle', { name: view?.filter.name ?? '' })}
      description={t(shared ? 'table.saved.deleteShared' : 'table.saved.deleteMine')}
    >
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            if (view) onYes(view);
            onClose();
          }}
        >
          {t('table.saved.deleteYes')}
        </Button>
      </ModalActions>
    </Modal>
  );
}
