import { useEffect, useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { FADES_MS, typistOf, visibleTypists } from './typists.ts';

interface TypingLineProps {
  dialogId: Id;
  /** Nobody is shown typing in a finished dialog, whatever was heard a moment before. */
  open: boolean;
  newest: Message | undefined;
  contact: Contact | null;
  nameOf: (operatorId: Id) => string;
}

/** Who types right now, in a line whose place is always kept. Not announced: it comes and goes every few seconds. */
export function TypingLine({ dialogId, open, newest, contact, nameOf }: TypingLineProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const heard = useLive(() => client.queries.typing(dialogId), [client, dialogId]);
  const spoken = useSpoken(newest);
  const me = client.session.operator.id;
  const typing = visibleTypists(heard, { open, me, spoken });
  const others = typing.operatorIds;
  const words = typing.client
    ? t('typing.client', { client: contactName(contact, t) })
    : others.length > 0
      ? t('typing.operators', { count: others.length, names: others.map(nameOf).join(', ') })
      : null;
  return (
    <div aria-live="off" className="mt-1.5 flex h-5 items-center gap-1.5 text-xs text-ink-3">
      {words !== null && (
        <>
          <span aria-hidden="true" className="flex gap-0.5">
            {['0ms', '160ms', '320ms'].map((delay) => (
              <span
                key={delay}
                style={{ animationDelay: delay }}
                className="typing-dot size-1 rounded-full bg-current"
              />
            ))}
          </span>
          {words}
        </>
      )}
    </div>
  );
}

/** Who said the newest message since the dialog is open, until he must have been heard typing again. */
function useSpoken(newest: Message | undefined): string | null {
  const [last, setLast] = useState<{ id: Id | undefined; spoken: string | null }>({
    id: newest?.id,
    spoken: null,
  });
  if (newest !== undefined && newest.id !== last.id) {
    // What was there when the dialog was opened was said before.
    setLast({ id: newest.id, spoken: last.id === undefined ? null : typistOf(newest.author) });
  }
  const { id, spoken } = last;
  useEffect(() => {
    if (spoken === null) return undefined;
    const timer = setTimeout(() => setLast({ id, spoken: null }), FADES_MS);
    return () => clearTimeout(timer);
  }, [id, spoken]);
  return spoken;
}
