import { useState } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { useToasts } from '#renderer/kit/toasts.tsx';
import type { CardPart, Contact } from '#shared/domain/contact.ts';
import type { CardDeeds } from './card-deeds.ts';

/** Deeds on one client's card, each with its way back where it takes something away. */
export function useCardDeeds({ id }: Pick<Contact, 'id'>): CardDeeds {
  const { t } = useTexts();
  const toasts = useToasts();
  const { actions } = useClient();
  const [failure, setFailure] = useState<string | null>(null);

  const attempt = (work: Promise<unknown>, then: () => void = () => undefined): void => {
    setFailure(null);
    work.then(then, (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  /** Says what is gone, with the way back. */
  const gone = (lines: string[], undo: () => Promise<unknown>): void => {
    toasts.show({ lines, action: { label: t('bulk.undo'), run: () => attempt(undo()) } });
  };
  const restore = (what: CardPart): Promise<void> => actions.restoreToCard(id, what);
  const merged = (from: Contact, into: Contact): void =>
    gone([t('merge.done', { from: contactName(from, t), into: contactName(into, t) })], () =>
      actions.unmergeContacts(from.id, into.id),
    );

  return {
    rename: (name) => attempt(actions.renameContact(id, name)),
    addPhone: (written) => attempt(actions.addPhone(id, written)),
    removePhone: (phone) =>
      attempt(actions.removePhone(id, phone.value), () =>
        gone([t('card.removed.phone'), phone.written], () => restore({ part: 'phone', phone })),
      ),
    addEmail: (written) => attempt(actions.addEmail(id, written)),
    removeEmail: (email) =>
      attempt(actions.removeEmail(id, email.value), () =>
        gone([t('card.removed.email'), email.value], () => restore({ part: 'email', email })),
      ),
    tag: (tag) => attempt(actions.tagContact(id, tag)),
    untag: (tag) =>
      attempt(actions.untagContact(id, tag), () =>
        gone([t('card.removed.tag'), tag], () => actions.tagContact(id, tag)),
      ),
    note: (text) => attempt(actions.noteContact(id, text)),
    editNote: (note, text) => attempt(actions.editNote(id, note.id, text)),
    deleteNote: (note) =>
      attempt(actions.deleteNote(id, note.id), () =>
        gone([t('card.removed.note'), firstLine(note.text)], () => restore({ part: 'note', note })),
      ),
    merge: (from, into) => attempt(actions.mergeContacts(from.id, into.id), () => merged(from, into)),
    unmerge: (fromId) => attempt(actions.unmergeContacts(fromId, id)),
    failure,
    forgetFailure: () => setFailure(null),
  };
}

const MOST = 60;

function firstLine(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > MOST ? `${line.slice(0, MOST).toWellFormed()}…` : line;
}
