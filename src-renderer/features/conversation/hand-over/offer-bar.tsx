import { ArrowRightLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cardNotes } from '#renderer/i18n/words/event.ts';
import { Button } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Kbd } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { keysOf } from '#renderer/commands/spec.ts';
import type { HandOverCard } from '#shared/domain/hand-over.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { NoteRows } from '../note-rows.tsx';
import type { Talk } from './talk.ts';
import type { HandOverHandle } from './use-hand-over.ts';

interface OfferBarProps {
  talk: Talk;
  me: Id;
  nameOf: (operatorId: Id) => string;
  handOver: HandOverHandle;
}

/** What who gives the dialog away wants the next one to know: before whom it is offered to, and in the queue of a line. */
export function OfferBar({ talk, me, nameOf, handOver }: OfferBarProps): ReactNode {
  const { t } = useTexts();
  const { offer, moved } = talk;
  if (offer !== null && offer.toId === me) {
    const keys = keysOf('dialog.acceptTransfer');
    return (
      <Bar
        label={t('offer.region')}
        words={t('offer.toYou', { name: nameOf(offer.fromId) })}
        at={offer.at}
        card={offer.card}
      >
        <Button
          look="primary"
          // Who enters the dialog finds the keyboard here.
          data-lead
          aria-keyshortcuts={keys === null ? undefined : ariaKeys(keys)}
          onClick={handOver.run['dialog.acceptTransfer']}
        >
          {t('action.acceptTransfer')}
          {/* Not as a tooltip: it would come with the keyboard and lie over the reason. */}
          {keys !== null && (
            <span aria-hidden="true">
              <Kbd combo={keys} tone="onDark" />
            </span>
          )}
        </Button>
        <Button onClick={handOver.run['dialog.declineTransfer']}>{t('action.declineTransfer')}</Button>
      </Bar>
    );
  }
  if (moved === null) return null;
  const words = t('offer.moved', { name: moved.fromId === me ? t('operator.you') : nameOf(moved.fromId) });
  return <Bar label={words} words={words} at={moved.at} card={moved.card} />;
}

interface BarProps {
  label: string;
  words: string;
  at: Timestamp;
  card: HandOverCard;
  children?: ReactNode;
}

function Bar({ label, words, at, card, children }: BarProps): ReactNode {
  const { t, format } = useTexts();
  const notes = cardNotes(card, t, format);
  return (
    <section
      aria-label={label}
      className="flex shrink-0 flex-wrap items-start gap-x-3 gap-y-2 border-b border-line bg-accent-soft px-4 py-2 text-sm text-accent-text"
    >
      <ArrowRightLeft size={16} aria-hidden="true" className="mt-2 shrink-0" />
      <p className="min-w-40 grow basis-40 py-1.5 font-medium break-words">
        {words} <Ago at={at} />
      </p>
      {notes.length > 0 && (
        <dl
          // Long words scroll by keyboard, too.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          // Read before the buttons, and drawn below them: there is the width for what he has to know.
          className="order-last -mt-1 mb-1 ml-7 grid max-h-32 basis-full grid-cols-[auto_1fr] gap-x-3 gap-y-1 overflow-y-auto text-ink"
        >
          <NoteRows notes={notes} selectable />
        </dl>
      )}
      {children !== undefined && <div className="flex shrink-0 gap-2">{children}</div>}
    </section>
  );
}

/** Ticks by itself. */
function Ago({ at }: { at: Timestamp }): ReactNode {
  const { t, format } = useTexts();
  const passed = Math.max(0, useHubNow(15_000) - at);
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} className="tnum font-normal">
      {passed < 60_000 ? format.span(passed) : t('offer.ago', { duration: format.span(passed) })}
    </time>
  );
}
