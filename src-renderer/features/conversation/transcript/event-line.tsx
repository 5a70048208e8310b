import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { DialogEvent } from '#shared/domain/message.ts';
import { useTranscript } from './transcript-context.ts';

/** What happened to the dialog, between the messages. Not an article: nobody said it. */
export function EventLine({ event, at }: { event: DialogEvent; at: number }): ReactNode {
  const { t, format } = useTexts();
  const { me, nameOf } = useTranscript();
  const words = (): string => {
    if (event.type === 'opened') return t('event.opened');
    if (event.operatorId === me) return t(`event.${event.type}You`);
    return t(`event.${event.type}`, { name: nameOf(event.operatorId) });
  };
  return (
    <p data-event={event.type} className="mx-auto mt-3 max-w-full truncate text-center text-xs text-ink-3">
      {words()}
      <time className="tnum ml-1.5" dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
        {format.time(at)}
      </time>
    </p>
  );
}
