import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { bodyWords } from '#renderer/i18n/words/files.ts';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { Modal } from '#renderer/kit/modal.tsx';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Author, Message } from '#shared/domain/message.ts';

interface PastDialogProps {
  dialog: Dialog;
  contact: Contact | null;
  onClose: () => void;
}

/** An old dialog that is not on this computer, to be read over the window: the talk at hand stays where it is. */
export function PastDialog({ dialog, contact, onClose }: PastDialogProps): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const history = useInfiniteQuery({
    queryKey: ['past messages', dialog.id],
    queryFn: ({ pageParam }) => client.remote.messages(dialog.id, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ messages: [first] }) => (first === undefined || first.seq <= 1 ? null : first.seq),
  });
  const messages = history.data?.pages.toReversed().flatMap((page) => page.messages) ?? [];
  const words = (): string | null => {
    if (history.isPending) return t('card.past.loading');
    return history.isError ? t('card.past.failed') : null;
  };
  const note = words();
  return (
    <Modal
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('card.past.title', {
        client: contactName(contact, t),
        when: format.dateTime(dialog.createdAt),
      })}
      closeLabel={t('common.close')}
    >
      <div className="mt-4 flex flex-col gap-3">
        {history.hasNextPage && (
          <Button
            size="sm"
            className="self-center"
            disabledReason={history.isFetchingNextPage ? t('card.past.loading') : null}
            onClick={() => void history.fetchNextPage()}
          >
            {t('card.past.earlier')}
          </Button>
        )}
        {note !== null && (
          <p role="status" className="text-center text-sm text-ink-3">
            {note}
          </p>
        )}
        {messages.map((message) => (
          <PastMessage key={message.id} message={message} contact={contact} />
        ))}
      </div>
    </Modal>
  );
}

/** Events are of no use in reading up on what was said. Hostile text: only ever text nodes. */
function PastMessage({ message, contact }: { message: Message; contact: Contact | null }): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? new Map();
  if (message.body.kind !== 'text') return null;
  const nameOf = (author: Author): string => {
    if (author.kind === 'client') return contactName(contact, t);
    return author.kind === 'operator' ? operatorName(author.operatorId, operators, t) : t('author.system');
  };
  const hidden = message.visibility === 'hidden';
  return (
    <article
      data-visibility={message.visibility}
      className={hidden ? 'border-l-2 border-dashed border-warn pl-2' : undefined}
    >
      <p className="flex justify-between gap-3 text-xs text-ink-3">
        <bdi className="min-w-0 truncate font-semibold text-ink-2">{nameOf(message.author)}</bdi>
        <time className="tnum shrink-0" dateTime={new Date(message.at).toISOString()}>
          {format.dateTime(message.at)}
        </time>
      </p>
      {hidden && <p className="text-xs font-medium text-warn">{t('transcript.hidden')}</p>}
      <p dir="auto" className="selectable prose-text overflow-x-clip text-md">
        {bodyWords(message.body, t)}
      </p>
    </article>
  );
}
