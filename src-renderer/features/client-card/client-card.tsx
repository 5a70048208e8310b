import { memo, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { focusIsLost } from '#renderer/kit/focus.ts';
import { useKept } from '#renderer/kit/keep.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { CardFiles, type ShownFiles } from './card-files.tsx';
import { CardMenu } from './card-menu.tsx';
import { CardRefusals } from './card-refusals.tsx';
import { ClientName } from './client-name.tsx';
import { Contacts } from './contacts.tsx';
import { DialogFacts } from './dialog-facts.tsx';
import { MergedLines } from './merged-line.tsx';
import { Merging } from './merging.tsx';
import { Notes } from './notes.tsx';
import { OtherDialogs } from './other-dialogs.tsx';
import { Tags } from './tags.tsx';
import { useCardDeeds } from './use-card-deeds.ts';
import { useTagsInUse } from './use-tags.ts';

interface ClientCardProps {
  dialogId: Id;
  onOpenDialog: (dialogId: Id) => void;
  openLink: (href: string) => Promise<void>;
  renderViewer: (shown: ShownFiles) => ReactNode;
}

const NOBODY: ReadonlyMap<Id, Operator> = new Map();

/** Who the client is and what else was talked about, beside the talk (scenario C8). */
export const ClientCard = memo(function ClientCard({ dialogId, ...rest }: ClientCardProps): ReactNode {
  const client = useClient();
  const live = useLive(() => client.queries.dialog(dialogId), [client, dialogId]);
  const view = useKept(live, dialogId);
  const root = useKeyboardHere(dialogId, view?.contact?.id);
  if (view === undefined || view === null) return null;
  if (view.contact === null) return <DialogFacts view={view} openLink={rest.openLink} />;
  return <KnownClient key={view.contact.id} root={root} view={view} contact={view.contact} {...rest} />;
});

/** Whose card becomes another's, by a merge, goes with all that had the keyboard: it stays where the card is. */
function useKeyboardHere(dialogId: Id, contactId: Id | undefined): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const before = useRef({ dialogId, contactId });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { dialogId, contactId };
    // Another dialog is led into by whoever opens it.
    if (was.dialogId !== dialogId || was.contactId === undefined || was.contactId === contactId) return;
    if (focusIsLost()) root.current?.closest<HTMLElement>('[data-area]')?.focus();
  }, [dialogId, contactId]);
  return root;
}

interface KnownClientProps extends Omit<ClientCardProps, 'dialogId'> {
  root: RefObject<HTMLDivElement | null>;
  view: DialogView;
  contact: Contact;
}

function KnownClient(props: KnownClientProps): ReactNode {
  const { root, view, contact, onOpenDialog, openLink, renderViewer } = props;
  const { t, format } = useTexts();
  const { queries, session } = useClient();
  const directory = useLive(() => queries.directory(), [queries]);
  const deeds = useCardDeeds(contact);
  const tagsInUse = useTagsInUse();
  const nameOf = (id: Id): string => operatorName(id, directory?.operators ?? NOBODY, t);
  const now = useHubNow(60_000);
  const { operator } = session;
  return (
    <div ref={root} className="flex flex-col pb-4 [--avatar-ring:var(--canvas)]">
      <header className="flex items-start gap-3 px-4 pt-4 pb-3">
        <Avatar
          name={contactName(contact, t)}
          seed={contact.id}
          size={40}
          nameless={(contact.name ?? '') === ''}
        />
        <div className="min-w-0 grow">
          <ClientName contact={contact} onRename={deeds.rename} />
          <p className="text-xs text-ink-3">
            {t('card.firstSeen')}{' '}
            <span className="tnum" title={format.dateTime(contact.createdAt)}>
              {format.dayInside(contact.createdAt, now)}
            </span>
          </p>
        </div>
        <CardMenu />
      </header>
      <CardRefusals contactId={contact.id} nameOf={nameOf} deeds={deeds} />
      <Merging contact={contact} deeds={deeds} onLook={onOpenDialog} />
      <MergedLines contact={contact} deeds={deeds} />
      <Tags tags={contact.tags} known={tagsInUse} deeds={deeds} />
      <Contacts contact={contact} channels={directory?.channels} deeds={deeds} />
      <Notes
        contact={contact}
        mayChange={({ authorId }) => authorId === operator.id || operator.role !== 'operator'}
        nameOf={nameOf}
        openLink={openLink}
        deeds={deeds}
      />
      <DialogFacts view={view} openLink={openLink} />
      <OtherDialogs dialog={view.dialog} contact={contact} directory={directory} onOpen={onOpenDialog} />
      <CardFiles contactId={contact.id} renderViewer={renderViewer} />
    </div>
  );
}
