import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { dialogOutcome, dialogSpan } from '#renderer/i18n/words/dialog.ts';
import { Button } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';

interface DialogDividerProps {
  id: string;
  dialog: Dialog;
  directory: DirectoryView | null;
  nameOf: (operatorId: Id) => string;
  /** Null: it is the one that is open, into which one writes. */
  onOpen: (() => void) | null;
}

/** Where one dialog of the client ends and another begins: through which channel, when, with whom and how it ended. */
export function DialogDivider({ id, dialog, directory, nameOf, onOpen }: DialogDividerProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const now = useHubNow(60_000);
  const channel = directory?.channels.get(dialog.channelId);
  const line = directory?.lines.get(dialog.lineId);
  const responsible = responsibleOf(dialog);
  // What differs most comes first: in a small window the end is cut.
  const facts = [
    dialogSpan(dialog, now, texts, true),
    dialogOutcome(dialog, t),
    responsible === null ? t('card.nobody') : nameOf(responsible),
    line?.name,
  ].filter((word) => word !== undefined);
  return (
    <header
      className={cn(
        'mt-6 flex min-h-9 items-center gap-2 rounded-lg border px-3 py-1 text-xs',
        onOpen === null ? 'border-accent bg-accent-soft' : 'border-line-strong bg-canvas',
      )}
    >
      {channel !== undefined && <ChannelGlyph kind={channel.kind} size={16} />}
      <p id={id} className="min-w-0 grow truncate text-ink-2" title={facts.join(' · ')}>
        <bdi className="font-semibold text-ink">{channel?.name ?? t('history.unknownChannel')}</bdi>
        {facts.map((fact) => ` · ${fact}`)}
      </p>
      {onOpen === null ? (
        <span className="shrink-0 font-medium text-accent-text">{t('history.here')}</span>
      ) : (
        <Button look="quiet" size="sm" onClick={onOpen}>
          {t('history.open')}
          <ArrowUpRight size={13} aria-hidden="true" />
        </Button>
      )}
    </header>
  );
}
