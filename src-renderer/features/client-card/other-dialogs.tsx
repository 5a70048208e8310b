import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { CardSection } from './section.tsx';

/** The client's other dialogs that are on this computer, the newest first. */
export function OtherDialogs({
  dialog,
  onOpen,
}: {
  dialog: Dialog;
  onOpen: (dialogId: Id) => void;
}): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const { contactId } = dialog;
  const live = useLive(() => client.queries.contactDialogs(contactId), [client, contactId]);
  const dialogs = useKept(live, contactId);
  if (dialogs === undefined) return null;
  const others = dialogs.filter((other) => other.id !== dialog.id);
  return (
    <CardSection title={t('card.previous')}>
      {others.length === 0 && <p className="text-sm text-ink-3">{t('card.noPrevious')}</p>}
      <ul className="-mx-2 flex flex-col">
        {others.map((other) => (
          <li key={other.id}>
            <OtherDialog dialog={other} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

function OtherDialog({ dialog, onOpen }: { dialog: Dialog; onOpen: (dialogId: Id) => void }): ReactNode {
  const { t, format } = useTexts();
  return (
    // Its words lie deeper than the rule looks.
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label
    <button
      type="button"
      onClick={() => onOpen(dialog.id)}
      className="focus-inset block w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
    >
      <span className="flex justify-between gap-2 text-xs text-ink-3">
        <span className="tnum">{format.dateTime(dialog.createdAt)}</span>
        <span className={isOpen(dialog) ? 'font-medium text-accent-text' : undefined}>
          {isOpen(dialog) ? t('card.open') : t('card.closed')}
        </span>
      </span>
      <span className="block truncate text-sm text-ink-2">
        <bdi>{dialog.lastMessage?.preview ?? t('card.noText')}</bdi>
      </span>
    </button>
  );
}
