import { useEffect, useMemo, useState } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { LocalContact } from '#renderer/data/search/handle.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { otherLayouts } from '#shared/lib/layout.ts';
import { ofContact, ofRow, type FoundDialog } from './found-dialog.ts';
import { dialogsCalled, distinct } from './items.ts';

/** Rows that are looked through at every key; what lies deeper the local search finds. */
const OPEN_ROWS = 200;

/** The open dialogs, as they can be gone to. */
export function useOpenDialogs(): readonly FoundDialog[] {
  const { t } = useTexts();
  const client = useClient();
  const rows = useLive(() => client.queries.list('all', OPEN_ROWS), [client])?.rows;
  return useMemo(() => (rows ?? []).map((row) => ofRow(row, t)), [rows, t]);
}

/** Dialogs and clients that are called so: the open ones at once, everybody else as soon as the local search answers. */
export function useCalled(
  typed: string,
  read: readonly string[][],
  open: readonly FoundDialog[],
): FoundDialog[] {
  const { t } = useTexts();
  const { search } = useClient();
  const [contacts, setContacts] = useState<readonly LocalContact[]>([]);
  const text = typed.trim();
  useEffect(() => {
    let overtaken = false;
    const ask = (words: string) =>
      search.find({ text: words, limit: 1, before: null }).then(
        (answer) => answer?.contacts ?? [],
        () => [],
      );
    // What was found for the letters before stays on the screen until this is answered: no flicker.
    Promise.all([text, ...otherLayouts(text)].filter((words) => words !== '').map(ask)).then(
      (answers) => {
        if (!overtaken) setContacts(answers.flat());
      },
      () => undefined,
    );
    return () => {
      overtaken = true;
    };
  }, [search, text]);
  return useMemo(() => {
    if (text === '') return [];
    const known = new Map<Id, FoundDialog>(open.map((dialog) => [dialog.dialogId, dialog]));
    const found = contacts.map((contact) => known.get(contact.dialogId) ?? ofContact(contact, t));
    return distinct([...dialogsCalled(read, open), ...found]);
  }, [text, read, open, contacts, t]);
}
