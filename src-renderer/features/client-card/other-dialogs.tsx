import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { CommandIconButton } from '#renderer/commands/command-icon-button.tsx';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { dialogOutcome, dialogSpan } from '#renderer/i18n/words/dialog.ts';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import type { KnownDialog } from '#renderer/people/known-dialogs.ts';
import { useContactDialogs } from '#renderer/people/use-contact-dialogs.ts';
import type { Contact } from '#shared/domain/contact.ts';
import { isOpen, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { PastDialog } from './past-dialog.tsx';
import { CardSection } from './section.tsx';

/** So many are shown before the person asks for all of them. */
const SHOWN = 5;

interface OtherDialogsProps {
  dialog: Dialog;
  contact: Contact | null;
  directory: DirectoryView | undefined;
  onOpen: (dialogId: Id) => void;
}

/** The client's other dialogs, open ones first, then the newest: those on this computer at once, the older ones when the hub has told of them. */
export function OtherDialogs({ dialog, contact, directory, onOpen }: OtherDialogsProps): ReactNode {
  const { t } = useTexts();
  const [reading, read] = useState<Dialog | null>(null);
  const [every, setEvery] = useState(false);
  const known = useContactDialogs(dialog.contactId);
  if (known === undefined) return null;
  const others = openFirst(known.all.filter((other) => other.dialog.id !== dialog.id));
  const shown = every ? others : others.slice(0, SHOWN);
  const words = (): string | null => {
    if (known.complete === 'offline') return t('card.olderOffline');
    if (known.complete === 'failed') return t('card.olderFailed');
    // "The first" only when the hub has said so.
    return others.length === 0 && known.complete === 'yes' ? t('card.noPrevious') : null;
  };
  const note = words();
  return (
    <CardSection
      name="dialogs"
      title={t('card.previous')}
      count={others.length}
      action={<CommandIconButton id="contact.write" size="sm" />}
    >
      <ul aria-label={t('card.previous')} className="-mx-2 flex flex-col">
        {shown.map((other) => (
          <li key={other.dialog.id}>
            <OtherDialog
              known={other}
              directory={directory}
              onOpen={() => (other.here ? onOpen(other.dialog.id) : read(other.dialog))}
            />
          </li>
        ))}
      </ul>
      {others.length > shown.length && (
        <Button look="quiet" size="sm" className="-ml-2" onClick={() => setEvery(true)}>
          {t('card.allDialogs', { count: others.length })}
        </Button>
      )}
      {note !== null && <p className="text-sm text-ink-3">{note}</p>}
      {reading !== null && <PastDialog dialog={reading} contact={contact} onClose={() => read(null)} />}
    </CardSection>
  );
}

function openFirst(dialogs: readonly KnownDialog[]): KnownDialog[] {
  return dialogs.toSorted((a, b) => Number(isOpen(b.dialog)) - Number(isOpen(a.dialog)));
}

/** Up and down go from one to the next; Tab goes past them all as through any list of buttons. */
function onArrows(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  const next = buttons[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

interface OtherDialogProps {
  known: KnownDialog;
  directory: DirectoryView | undefined;
  onOpen: () => void;
}

function OtherDialog({ known: { dialog }, directory, onOpen }: OtherDialogProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const now = useHubNow(60_000);
  const channel = directory?.channels.get(dialog.channelId);
  const responsible = responsibleOf(dialog);
  const who =
    responsible === null ? t('card.nobody') : operatorName(responsible, directory?.operators ?? new Map(), t);
  return (
    <button
      type="button"
      onClick={onOpen}
      onKeyDown={onArrows}
      className="focus-inset flex w-full gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
    >
      <span className="mt-0.5 shrink-0">
        {channel !== undefined && <ChannelGlyph kind={channel.kind} size={16} />}
      </span>
      <span className="min-w-0 grow">
        <span className="flex justify-between gap-2 text-xs text-ink-3">
          <span className="tnum truncate" title={channel?.name}>
            {dialogSpan(dialog, now, texts)}
            {channel !== undefined && <span className="sr-only">, {channel.name}</span>}
          </span>
          <span className={cn('shrink-0', isOpen(dialog) && 'font-medium text-accent-text')}>
            {dialogOutcome(dialog, t)}
          </span>
        </span>
        <span className="block truncate text-sm text-ink-2">
          <bdi>{dialog.lastMessage === null ? t('card.noText') : lastWords(dialog.lastMessage, t)}</bdi>
        </span>
        <span className="block truncate text-xs text-ink-3">
          <bdi>{who}</bdi>
        </span>
      </span>
    </button>
  );
}
