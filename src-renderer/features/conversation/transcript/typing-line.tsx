import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';

interface TypingLineProps {
  dialogId: Id;
  contact: Contact | null;
  nameOf: (operatorId: Id) => string;
}

/** Who types right now, in a line whose place is always kept. Not announced: it comes and goes every few seconds. */
export function TypingLine({ dialogId, contact, nameOf }: TypingLineProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const typing = useLive(() => client.queries.typing(dialogId), [client, dialogId]);
  const others = (typing?.operatorIds ?? []).filter((id) => id !== client.session.operator.id);
  const words = typing?.client
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
