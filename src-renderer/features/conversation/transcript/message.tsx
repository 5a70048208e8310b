import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { DeliveryMark } from './delivery-mark.tsx';
import { shownDelivery } from './delivery.ts';
import type { Entry } from './entries.ts';
import { hasInlineTail, MessageText } from './message-text.tsx';
import { MessageTrouble } from './message-trouble.tsx';
import { useTranscript } from './transcript-context.ts';

type MessageEntry = Extract<Entry, { kind: 'message' }>;

/** One message of one author; the client's on the left, the company's on the right. */
export function MessageView({ entry }: { entry: MessageEntry }): ReactNode {
  const { t, format } = useTexts();
  const { authorName, me } = useTranscript();
  const { item, first } = entry;
  const { message, pending } = item;
  const ours = message.author.kind !== 'client';
  const colleague = message.author.kind === 'operator' && message.author.operatorId !== me;
  const hidden = message.visibility === 'hidden';
  const author = authorName(message.author);
  const marked = shownDelivery(message.delivery, pending) !== null;
  return (
    <article
      aria-label={t('transcript.message', { author, time: format.dateTime(message.at) })}
      data-message-id={message.id}
      data-visibility={message.visibility}
      data-delivery={shownDelivery(message.delivery, pending) ?? undefined}
      data-author={message.author.kind}
      className={cn('flex flex-col', ours ? 'items-end' : 'items-start', first ? 'mt-3' : 'mt-0.5')}
    >
      <div className={cn(bubbleClass(ours, hidden), cornerClass(ours, first))}>
        {hidden && (
          <p className="mb-0.5 flex items-center gap-1 text-xs font-medium text-warn">
            <EyeOff size={12} aria-hidden="true" />
            {t('transcript.hidden')}
          </p>
        )}
        {colleague && first && <p className="mb-0.5 text-xs font-semibold text-accent-text">{author}</p>}
        <MessageText text={entry.text} tail={<MetaRoom marked={marked} />} />
        <span
          className={cn(
            'tnum flex h-4 items-baseline justify-end gap-1 text-2xs text-bubble-meta',
            hasInlineTail(entry.text) && 'absolute right-2.5 bottom-1',
          )}
        >
          <time dateTime={new Date(message.at).toISOString()} title={format.dateTime(message.at)}>
            {format.time(message.at)}
          </time>
          <DeliveryMark item={item} />
        </span>
      </div>
      <MessageTrouble item={item} text={entry.text} />
    </article>
  );
}

/** Keeps the last line of the text from running under time and mark, which stand in its corner. */
function MetaRoom({ marked }: { marked: boolean }): ReactNode {
  return <span aria-hidden="true" className={cn('inline-block h-0', marked ? 'w-16' : 'w-12')} />;
}

function bubbleClass(ours: boolean, hidden: boolean): string {
  return cn(
    'relative max-w-[min(38rem,82%)] min-w-16 px-3 pt-1.5 pb-1.5 text-ink shadow-bubble',
    // Hidden ones differ by shape too: a dashed edge that no other message has.
    hidden && 'border border-dashed border-warn bg-bubble-hidden',
    !hidden && (ours ? 'bg-bubble-out' : 'bg-bubble-in'),
  );
}

/** The corner towards the author is sharp between neighbours of a group, which ties them together. */
function cornerClass(ours: boolean, first: boolean): string {
  return cn(
    'rounded-lg',
    !first && (ours ? 'rounded-tr-xs' : 'rounded-tl-xs'),
    ours ? 'rounded-br-xs' : 'rounded-bl-xs',
  );
}
