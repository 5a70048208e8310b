import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { bodyWords } from '#renderer/i18n/words/files.ts';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Modal } from '#renderer/kit/modal.tsx';
import type { Message } from '#shared/domain/message.ts';
import { farRange, pageBefore } from './far-range.ts';
import type { ClientName } from './results.ts';

/** A message that was found on the server, in a dialog that is not on this computer. */
export interface FarPlace {
  dialogId: string;
  /** Null: the newest messages. */
  seq: number | null;
  contact: ClientName | null;
}

interface FarDialogProps {
  place: FarPlace;
  onClose: () => void;
}

/** The neighbourhood of a message, read from the server over the window: a part of a dialog, and said to be one. */
export function FarDialog({ place, onClose }: FarDialogProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const { dialogId, seq } = place;
  const read = useInfiniteQuery({
    queryKey: ['far messages', dialogId, seq],
    queryFn: ({ pageParam }) => client.remote.messages(dialogId, pageParam),
    initialPageParam: pageBefore(seq),
    getPreviousPageParam: (first) => farRange(first.messages)?.earlier ?? null,
    getNextPageParam: (last, all) => farRange(last.messages, all.at(-2)?.messages)?.later ?? null,
  });
  const messages = uniqueMessages(read.data);
  return (
    <Modal
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('search.far.title', { client: contactName(place.contact, t) })}
      closeLabel={t('common.close')}
    >
      <p className="mt-2 text-sm text-ink-3">{t('search.far.text')}</p>
      <div className="mt-4 flex flex-col gap-3">
        {read.hasPreviousPage && (
          <Button size="sm" className="self-center" onClick={() => void read.fetchPreviousPage()}>
            {t('search.far.earlier')}
          </Button>
        )}
        {read.isPending && <Note words={t('search.jump.loading')} />}
        {read.isError && <Note words={t('search.far.failed')} />}
        {messages.map((message) => (
          <FarMessage
            key={message.id}
            message={message}
            contact={place.contact}
            found={message.seq === seq}
          />
        ))}
        {read.hasNextPage && (
          <Button size="sm" className="self-center" onClick={() => void read.fetchNextPage()}>
            {t('search.far.later')}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Note({ words }: { words: string }): ReactNode {
  return (
    <p role="status" className="text-center text-sm text-ink-3">
      {words}
    </p>
  );
}

/** Pages are asked for by their upper end, so that the last one may overlap the one before. */
function uniqueMessages(data: InfiniteData<{ messages: Message[] }> | undefined): Message[] {
  const bySeq = new Map<number, Message>();
  for (const page of data?.pages ?? []) for (const message of page.messages) bySeq.set(message.seq, message);
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

interface FarMessageProps {
  message: Message;
  contact: ClientName | null;
  /** The one that was looked for. */
  found: boolean;
}

/** Hostile text: only ever text nodes. */
function FarMessage({ message, contact, found }: FarMessageProps): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? new Map();
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (found) element.current?.scrollIntoView({ block: 'center' });
  }, [found]);
  if (message.body.kind !== 'text') return null;
  const { author } = message;
  const names = {
    client: () => contactName(contact, t),
    operator: () => operatorName(author.kind === 'operator' ? author.operatorId : '', operators, t),
    system: () => t('author.system'),
  };
  return (
    <article
      ref={element}
      data-visibility={message.visibility}
      className={found ? '-mx-2 rounded-md bg-accent/15 px-2 py-1' : undefined}
    >
      <p className="flex justify-between gap-3 text-xs text-ink-3">
        <bdi className="min-w-0 truncate font-semibold text-ink-2">{names[author.kind]()}</bdi>
        <time className="tnum shrink-0" dateTime={new Date(message.at).toISOString()}>
          {format.dateTime(message.at)}
        </time>
      </p>
      {message.visibility === 'hidden' && (
        <p className="text-xs font-medium text-warn">{t('transcript.hidden')}</p>
      )}
      <p dir="auto" className="selectable prose-text overflow-x-clip text-md">
        {bodyWords(message.body, t)}
      </p>
    </article>
  );
}
