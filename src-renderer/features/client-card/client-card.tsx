import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import type { Id } from '#shared/domain/ids.ts';
import { Contacts } from './contacts.tsx';
import { DialogFacts } from './dialog-facts.tsx';
import { OtherDialogs } from './other-dialogs.tsx';

interface ClientCardProps {
  dialogId: Id;
  onOpenDialog: (dialogId: Id) => void;
}

/** Who the client is and what else was talked about, beside the talk. */
export function ClientCard({ dialogId, onOpenDialog }: ClientCardProps): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const live = useLive(() => client.queries.dialog(dialogId), [client, dialogId]);
  const view = useKept(live, dialogId);
  const directory = useLive(() => client.queries.directory(), [client]);
  if (view === undefined || view === null) return null;
  const { contact } = view;
  const name = contactName(contact, t);
  return (
    <div className="flex flex-col [--avatar-ring:var(--canvas)]">
      <div className="flex flex-col items-center px-4 pt-6 pb-4 text-center">
        <Avatar name={name} seed={view.dialog.contactId} size={64} nameless={(contact?.name ?? '') === ''} />
        <h2 className="selectable mt-3 max-w-full text-lg font-semibold wrap-anywhere">
          <bdi>{name}</bdi>
        </h2>
        {contact !== null && (
          <p className="text-xs text-ink-3">
            {t('card.firstSeen')} <span className="tnum">{format.dateTime(contact.createdAt)}</span>
          </p>
        )}
      </div>
      <Contacts contact={contact} channels={directory?.channels} />
      <DialogFacts view={view} />
      <OtherDialogs dialog={view.dialog} onOpen={onOpenDialog} />
    </div>
  );
}
