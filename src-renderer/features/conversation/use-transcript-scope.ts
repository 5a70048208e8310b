import { useMemo } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { useSteady } from '#renderer/kit/steady.ts';
import type { Operator } from '#shared/domain/directory.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Author } from '#shared/domain/message.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { MarksPort } from './transcript/marks/marks-port.ts';
import type { TranscriptScope } from './transcript/transcript-context.ts';

const NOBODY: ReadonlyMap<Id, Operator> = new Map();

interface Around extends Pick<TranscriptScope, 'openFile' | 'openLink'> {
  /** Null among colleagues. */
  contact: Contact | null;
  directory: DirectoryView | null;
  marks: MarksPort;
  deeds: Pick<TranscriptScope, 'retry' | 'edit' | 'discard'>;
  /** Calls the client something else; null among colleagues. */
  onRename: ((contactId: Id, name: string) => void) | null;
}

/** Stays the same object until a name changes, so that a new message does not draw the old ones again. */
export function useTranscriptScope({
  contact,
  directory,
  marks,
  deeds,
  onRename,
  openFile,
  openLink,
}: Around): Omit<TranscriptScope, 'pointed' | 'openMenu' | 'openDoctor' | 'team'> {
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const client = contactName(contact, t);
  const { id: contactId = null, name = null } = contact ?? {};
  const { retry, edit, discard, rename } = useSteady({
    retry: deeds.retry,
    edit: deeds.edit,
    discard: deeds.discard,
    rename: (id: Id, called: string) => onRename?.(id, called),
  });
  return useMemo(() => {
    const nameOf = (id: Id): string => operatorName(id, directory?.operators ?? NOBODY, t);
    const lineOf = (id: Id): string => directory?.lines.get(id)?.name ?? t('line.unknown');
    const authorName = (author: Author): string => {
      switch (author.kind) {
        case 'client':
          return client;
        case 'operator':
          return author.operatorId === me ? t('operator.you') : nameOf(author.operatorId);
        case 'system':
          return t('author.system');
        default:
          return exhaustive(author, 'author');
      }
    };
    const naming =
      contactId === null ? null : { current: name, rename: (called: string) => rename(contactId, called) };
    return { me, nameOf, lineOf, authorName, naming, retry, edit, discard, openFile, marks, openLink };
  }, [client, contactId, directory, discard, edit, marks, me, name, openFile, openLink, rename, retry, t]);
}
