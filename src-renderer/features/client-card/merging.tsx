import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal } from '#renderer/kit/modal.tsx';
import { ContactPicker } from '#renderer/people/contact-picker.tsx';
import { findContact } from '#renderer/people/find-contact.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { CardDeeds } from './card-deeds.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';
import { MergeWindow } from './merge-window.tsx';
import { useDuplicates } from './use-duplicates.ts';

interface MergingProps {
  contact: Contact;
  deeds: Pick<CardDeeds, 'merge'>;
  onLook: (dialogId: Id) => void;
}

/** Who may be the same person, and making one of two. */
export function Merging({ contact, deeds, onLook }: MergingProps): ReactNode {
  const [asking, setAsking] = useState<'whom' | Contact | null>(null);
  const { offered, notTheSame } = useDuplicates(contact);
  useCommand('contact.merge', () => setAsking('whom'));
  const close = (): void => setAsking(null);
  return (
    <>
      {offered.slice(0, 2).map((duplicate) => (
        <DuplicateNotice
          key={duplicate.contact.id}
          duplicate={duplicate}
          onLook={onLook}
          onMerge={setAsking}
          onNotTheSame={() => notTheSame(duplicate.contact.id)}
        />
      ))}
      {asking === 'whom' && <Whom contact={contact} onFound={setAsking} onClose={close} />}
      {asking !== null && asking !== 'whom' && (
        <MergeWindow one={contact} other={asking} onClose={close} onMerge={deeds.merge} />
      )}
    </>
  );
}

interface WhomProps {
  contact: Contact;
  onFound: (other: Contact) => void;
  onClose: () => void;
}

/** Somebody whom no number gives away. */
function Whom({ contact, onFound, onClose }: WhomProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const [typed, setTyped] = useState('');
  const [failed, setFailed] = useState(false);
  const pick = (id: Id): void => {
    setFailed(false);
    findContact(client, id).then(
      (other) => (other === null ? setFailed(true) : onFound(other)),
      () => setFailed(true),
    );
  };
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={t('command.merge')}>
      <ContactPicker
        label={t('picker.label')}
        typed={typed}
        onType={setTyped}
        without={contact.id}
        onPick={({ id }) => pick(id)}
        onCreate={null}
      />
      <div className="mt-3 flex items-center justify-between gap-4">
        <p role={failed ? 'alert' : undefined} className="text-xs text-danger">
          {failed && t('picker.gone')}
        </p>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </Modal>
  );
}
