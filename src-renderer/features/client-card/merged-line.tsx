import { Merge } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import type { Contact } from '#shared/domain/contact.ts';
import type { CardDeeds } from './card-deeds.ts';

/** Who became part of this client, and the way back: also long after the toast has gone. */
export function MergedLines({
  contact,
  deeds,
}: {
  contact: Contact;
  deeds: Pick<CardDeeds, 'unmerge'>;
}): ReactNode {
  const { t, format } = useTexts();
  if (contact.merged.length === 0) return null;
  return (
    <ul aria-label={t('merge.mergedLabel')} className="px-4 pb-2 text-xs text-ink-3">
      {contact.merged.map((part) => (
        <li key={part.contactId} className="flex items-center gap-1.5">
          <Merge size={13} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0 grow truncate" title={format.dateTime(part.at)}>
            {t('merge.with', { name: contactName(part, t) })}
          </span>
          <Button
            look="quiet"
            size="sm"
            aria-label={t('merge.undoOf', { name: contactName(part, t) })}
            onClick={() => deeds.unmerge(part.contactId)}
          >
            {t('merge.undo')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
