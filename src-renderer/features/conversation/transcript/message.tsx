import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Attachments } from '../files/attachments.tsx';
import { DeliveryMark } from './delivery-mark.tsx';
import { shownDelivery } from './delivery.ts';
import type { Entry } from './entries.ts';
import { AnswersCard } from './forms/answers-card.tsx';
import { FormPart } from './forms/form-part.tsx';
import { hasInlineTail, MessageText } from './message-text.tsx';
import { MessageTools } from './marks/message-tools.tsx';
import { QuoteLine } from './marks/quote-line.tsx';
import { ReactionsRow } from './marks/reactions-row.tsx';
import { MessageTrouble } from './message-trouble.tsx';
import { useTranscript } from './transcript-context.ts';

type MessageEntry = Extract<Entry, { kind: 'message' }>;

/** One message of one author; the client's on the left, the company's on the right. */
export function MessageView({ entry }: { entry: MessageEntry }): ReactNode {
  const { t, format } = useTexts();
  const { authorName, me, team } = useTranscript();
  const { item, first } = entry;
  const { message, pending } = item;
  const colleague = message.author.kind === 'operator' && message.author.operatorId !== me;
  // Among colleagues the own side is one's own, and nothing needs to be marked as hidden.
  const ours = team ? !colleague : message.author.kind !== 'client';
  const hidden = !team && message.visibility === 'hidden';
  const author = authorName(message.author);
  const deleted = message.body.kind === 'deleted';
  // Nothing but files, or words that stand as a card.
  const bare = (entry.text === '' || message.answers !== undefined) && message.body.kind === 'text';
  const way = shownDelivery(message.delivery, pending);
  const marked = !deleted && way !== null;
  const edited = message.editedAt !== null && !deleted;
  const meta = `${edited ? `${t('message.edited')} ` : ''}${format.time(message.at)}`;
  return (
    <article
      aria-label={t('transcript.message', { author, time: format.dateTime(message.at) })}
      data-message-id={message.id}
      data-visibility={message.visibility}
      data-delivery={way ?? undefined}
      data-author={message.author.kind}
      data-body={message.body.kind}
      // Arrows walk from one to the next; Tab goes past them all.
      tabIndex={-1}
      className={cn(
        'group/message flex flex-col outline-none',
        ours ? 'items-end' : 'items-start',
        first ? 'mt-3' : 'mt-0.5',
      )}
    >
      <div className="relative flex max-w-[min(38rem,82%)] min-w-16 flex-col">
        <div className={cn(bubbleClass(ours, hidden, team), cornerClass(ours, first))}>
          {hidden && (
            <p className="mb-0.5 flex items-center gap-1 text-xs font-medium text-warn">
              <EyeOff size={12} aria-hidden="true" />
              {t('transcript.hidden')}
            </p>
          )}
          {colleague && first && <p className="mb-0.5 text-xs font-semibold text-accent-text">{author}</p>}
          {message.replyTo && <QuoteLine quotation={message.replyTo} gone={entry.quoteGone} />}
          <Attachments item={item} />
          {deleted ? (
            <p className="prose-text text-md text-ink-2 italic">
              {t('message.deleted')}
              <MetaRoom words={meta} marked={false} />
            </p>
          ) : (
            bare || (
              <MessageText
                text={entry.text}
                mentions={message.mentions}
                tail={<MetaRoom words={meta} marked={marked} />}
              />
            )
          )}
          {message.form && <FormPart form={message.form} stuck={way === 'failed'} />}
          {message.answers && <AnswersCard answers={message.answers} />}
          <span
            className={cn(
              'tnum flex h-4 items-baseline justify-end gap-1 text-2xs text-bubble-meta',
              (deleted || (!bare && !message.form && hasInlineTail(entry.text))) &&
                'absolute right-2.5 bottom-1',
            )}
          >
            {edited && <span>{t('message.edited')}</span>}
            <time dateTime={new Date(message.at).toISOString()} title={format.dateTime(message.at)}>
              {format.time(message.at)}
            </time>
            {!deleted && <DeliveryMark item={item} />}
          </span>
        </div>
        <MessageTools item={item} ours={ours} />
      </div>
      <ReactionsRow message={message} />
      <MessageTrouble item={item} text={entry.text} />
    </article>
  );
}

/** Keeps the last line of the text from running under time and mark, which stand in its corner. */
function MetaRoom({ words, marked }: { words: string; marked: boolean }): ReactNode {
  // "12:25 PM" takes more than "12:25": digits of equal width, and no letter wider than one.
  const width = `${words.length * 0.64 + (marked ? 2.8 : 1.3)}em`;
  return <span aria-hidden="true" style={{ width }} className="inline-block h-0 text-2xs" />;
}

function bubbleClass(ours: boolean, hidden: boolean, team: boolean): string {
  return cn(
    // Stacks of combining marks are one character to the line breaker, however long.
    'relative overflow-x-clip px-3 pt-1.5 pb-1.5 text-ink shadow-bubble',
    // Where the keyboard stands: around the words, not across the whole column.
    'group-focus-visible/message:outline-2 group-focus-visible/message:outline-offset-1 group-focus-visible/message:outline-focus',
    // Hidden ones differ by shape too: a dashed edge that no other message has.
    hidden && 'border border-dashed border-warn bg-bubble-hidden',
    !hidden && (ours ? (team ? 'bg-bubble-team' : 'bg-bubble-out') : 'bg-bubble-in'),
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
