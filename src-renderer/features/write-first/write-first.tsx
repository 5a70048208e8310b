import { useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal } from '#renderer/kit/modal.tsx';
import { ContactPicker } from '#renderer/people/contact-picker.tsx';
import { findContact } from '#renderer/people/find-contact.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import { personOf, type Person } from './person.ts';
import { usePhonesAhead } from './use-phones-ahead.ts';
import { WriteForm } from './write-form.tsx';

interface WriteFirstProps {
  /** The dialog that is open: its client can be written to elsewhere. */
  dialogId: Id | null;
  onOpenDialog: (dialogId: Id) => void;
}

/** The company writes first (scenario A8): to a client it knows, or to somebody new. Offers both as commands. */
export function WriteFirst({ dialogId, onOpenDialog }: WriteFirstProps): ReactNode {
  const [asked, setAsked] = useState<{ contact: Contact | null } | null>(null);
  // Closed by mistake, the window gives back what was written in it.
  const [text, setText] = useState('');
  usePhonesAhead();
  useCommand('write.first', () => setAsked({ contact: null }));
  return (
    <>
      {dialogId !== null && <ToThisClient dialogId={dialogId} onAsk={(contact) => setAsked({ contact })} />}
      {asked !== null && (
        <WriteWindow
          contact={asked.contact}
          text={text}
          onText={setText}
          onClose={() => setAsked(null)}
          onStarted={(started) => {
            setText('');
            onOpenDialog(started);
          }}
        />
      )}
    </>
  );
}

function ToThisClient({ dialogId, onAsk }: { dialogId: Id; onAsk: (contact: Contact) => void }): ReactNode {
  const { queries } = useClient();
  const contact = useLive(() => queries.dialog(dialogId), [queries, dialogId])?.contact ?? null;
  useCommand('contact.write', () => contact !== null && onAsk(contact), contact === null ? NOWHERE : null);
  return null;
}

interface WriteWindowProps {
  contact: Contact | null;
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
  onStarted: (dialogId: Id) => void;
}

function WriteWindow({ contact, text, onText, onClose, onStarted }: WriteWindowProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<Person | null>(contact && { kind: 'known', contact });
  const [gone, setGone] = useState(false);
  // The dialog is opened when the window has gone, and the keyboard with it.
  const [begun, setBegun] = useState<Id | null>(null);
  const pick = (id: Id): void => {
    setGone(false);
    findContact(client, id).then(
      (found) => (found === null ? setGone(true) : setPerson({ kind: 'known', contact: found })),
      () => setGone(true),
    );
  };
  return (
    <Modal
      open={begun === null}
      onOpenChange={(open) => !open && onClose()}
      title={t('write.title')}
      onGone={() => {
        if (begun === null) return;
        onClose();
        onStarted(begun);
      }}
    >
      {person === null ? (
        <>
          <ContactPicker
            label={t('picker.label')}
            typed={typed}
            onType={setTyped}
            onPick={({ id }) => pick(id)}
            onCreate={(words) => setPerson(personOf(words))}
          />
          <div className="mt-2 flex items-center justify-between gap-4">
            <p role={gone ? 'alert' : undefined} className="text-xs font-medium text-danger">
              {gone && t('picker.gone')}
            </p>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </div>
        </>
      ) : (
        <WriteForm
          person={person}
          onPerson={setPerson}
          text={text}
          onText={onText}
          onChange={() => setPerson(null)}
          onClose={onClose}
          onStarted={setBegun}
        />
      )}
    </Modal>
  );
}
