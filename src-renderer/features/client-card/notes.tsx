import { useState, type ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { Contact, ContactNote } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { CardDeeds } from './card-deeds.ts';
import { NoteField } from './note-field.tsx';
import { NoteItem } from './note-item.tsx';
import { CardSection } from './section.tsx';
import { useSections } from './use-sections.ts';

/** So many are shown before the person asks for all of them. */
const SHOWN = 3;

interface NotesProps {
  contact: Contact;
  /** Whether the person may change or delete it. */
  mayChange: (note: ContactNote) => boolean;
  nameOf: (operatorId: Id) => string;
  openLink: (href: string) => Promise<void>;
  deeds: Pick<CardDeeds, 'note' | 'editNote' | 'deleteNote'>;
}

/** What colleagues should know of the client; he never sees it. The newest first. */
export function Notes({ contact, mayChange, nameOf, openLink, deeds }: NotesProps): ReactNode {
  const { t } = useTexts();
  const [all, setAll] = useState(false);
  const { folded, toggle } = useSections();
  const [wanted, setWanted] = useState(0);
  useCommand('contact.note', () => {
    if (folded.includes('notes')) toggle('notes');
    setWanted((times) => times + 1);
  });
  const { notes } = contact;
  const shown = all ? notes : notes.slice(0, SHOWN);
  return (
    <CardSection name="notes" title={t('card.notes')} count={notes.length}>
      <NoteField contactId={contact.id} wanted={wanted} onSave={deeds.note} />
      <ul aria-label={t('card.notes')} className="mt-1 flex flex-col">
        {shown.map((note) => (
          <NoteItem
            key={note.id}
            note={note}
            mayChange={mayChange(note)}
            author={nameOf(note.authorId)}
            openLink={openLink}
            onEdit={(text) => deeds.editNote(note, text)}
            onDelete={() => deeds.deleteNote(note)}
          />
        ))}
      </ul>
      {notes.length > shown.length && (
        <Button look="quiet" size="sm" className="-ml-2" onClick={() => setAll(true)}>
          {t('card.allNotes', { count: notes.length })}
        </Button>
      )}
    </CardSection>
  );
}
