import { useRef, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import type { Leftover } from '#renderer/quick-replies/filling.ts';
import { useLeftoverNames } from './leftover-bar.tsx';

interface LeftoverQuestionProps {
  left: readonly Leftover[];
  onFill: () => void;
  onSend: () => void;
  onClose: () => void;
}

/** Asked before a message goes that still has a place to be filled in. */
export function LeftoverQuestion({ left, onFill, onSend, onClose }: LeftoverQuestionProps): ReactNode {
  const { t } = useTexts();
  const names = useLeftoverNames(left);
  const then = useRef(onFill);
  const close = (what: () => void): void => {
    then.current = what;
    onClose();
  };
  return (
    <Modal
      alert
      open
      onOpenChange={(open) => !open && close(onFill)}
      title={t('reply.left.title')}
      description={t('reply.left.text', { names: names.join(', ') })}
      // When the keyboard is back: both lead it somewhere.
      onGone={() => then.current()}
    >
      <ModalActions>
        {/* The first has the keyboard: two Enters in a row must not send. */}
        <Button look="primary" onClick={() => close(onFill)}>
          {t('reply.left.fill')}
        </Button>
        <Button onClick={() => close(onSend)}>{t('reply.left.send')}</Button>
      </ModalActions>
    </Modal>
  );
}
