import { memo, type ReactNode } from 'react';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { signatureOf, type Block, type Day, type Entry } from './entries.ts';
import { EventLine } from './event-line.tsx';
import { MessageView } from './message.tsx';

/**
 * One day: its name stays at the top while any of its messages is on the screen. It stands on a strip of the ground's colour, so that
 * what is scrolled away goes under the strip as a whole and no text has a name lying in it.
 */
export function DaySection({ day, newest }: { day: Day; newest: boolean }): ReactNode {
  const { format } = useTexts();
  // "Today" turns into "Yesterday" at midnight, in a window that stays open for weeks.
  const name = format.day(day.at, useHubNow(60_000));
  return (
    // No landmark: in all history several dialogs have the same day.
    <div role="group" aria-label={name}>
      <div
        data-day-strip
        className="pointer-events-none sticky top-0 z-10 -mx-3.5 flex justify-center bg-(--ground) pt-2 pb-1 after:absolute after:inset-x-0 after:top-full after:h-2 after:bg-linear-to-b after:from-(--ground) after:to-transparent"
      >
        <span className="rounded-full bg-well px-2.5 py-0.5 text-xs font-medium text-ink-2 ring-1 ring-line">
          {name}
        </span>
      </div>
      {day.blocks.map((block, index) => (
        <BlockView key={block.key} block={block} lazy={!newest || index < day.blocks.length - 2} />
      ))}
    </div>
  );
}

/** The newest blocks are always laid out: they are what is seen first, and a guessed height there would show. */
const BlockView = memo(
  function BlockView({ block, lazy }: { block: Block; lazy: boolean }): ReactNode {
    return (
      <div className={lazy ? 'lazy-block' : undefined}>
        {block.entries.map((entry) => (
          <EntryView key={entry.key} entry={entry} />
        ))}
      </div>
    );
  },
  (a, b) => a.lazy === b.lazy && a.block.signature === b.block.signature,
);

/** A new message draws itself, and not the thirty before it in its block. */
const EntryView = memo(
  function EntryView({ entry }: { entry: Entry }): ReactNode {
    switch (entry.kind) {
      case 'message':
        return <MessageView entry={entry} />;
      case 'event':
        return <EventLine event={entry.event} at={entry.at} />;
      case 'unread':
        return <UnreadDivider />;
      default:
        return exhaustive(entry, 'transcript entry');
    }
  },
  (a, b) => signatureOf(a.entry) === signatureOf(b.entry),
);

function UnreadDivider(): ReactNode {
  const { t } = useTexts();
  return (
    <div role="separator" aria-label={t('transcript.newMessages')} className="mt-3 flex items-center gap-3">
      {/* At the side: the name of the day stands in the middle. */}
      <span className="text-xs font-semibold text-accent-text">{t('transcript.newMessages')}</span>
      <span className="h-px grow bg-accent/40" />
    </div>
  );
}
