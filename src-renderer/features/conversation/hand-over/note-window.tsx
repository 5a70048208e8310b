import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { TextArea } from '#renderer/kit/text-area.tsx';

interface NoteWindowProps {
  title: string;
  text: string;
  /** Of the note, which may stay empty. */
  label: string;
  submit: string;
  onClose: () => void;
  onSubmit: (note: string) => void;
}

/** An action with a word to colleagues: Enter does it, with or without one. */
export function NoteWindow({ title, text, label, submit, onClose, onSubmit }: NoteWindowProps): ReactNode {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const agreed = useRef(false);
  function onForm(event: FormEvent): void {
    event.preventDefault();
    agreed.current = true;
    onClose();
  }
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={text}
      // Not before: what was pressed may go with what is done, and the keyboard must not be led back there.
      onGone={() => agreed.current && onSubmit(note)}
    >
      <form onSubmit={onForm}>
        <TextArea
          className="mt-4"
          label={label}
          enterSubmits
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <p className="mt-2 text-xs text-ink-3">{t('note.keys')}</p>
        <ModalActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit">
            {submit}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
