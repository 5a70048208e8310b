import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { eventNotes, eventText } from '#renderer/i18n/words/event.ts';
import type { DialogEvent } from '#shared/domain/message.ts';
import { NoteRows } from '../note-rows.tsx';
import { useTranscript } from './transcript-context.ts';

/** What happened to the dialog, between the messages, with what was said to colleagues beside it. Not an article: nobody said it. */
export function EventLine({ event, at }: { event: DialogEvent; at: number }): ReactNode {
  const { t, format } = useTexts();
  const { me, nameOf, lineOf } = useTranscript();
  const words = { t, format, me, nameOf, lineOf };
  const notes = eventNotes(event, words);
  return (
    <div data-event={event.type} className="mx-auto mt-3 max-w-full px-4 text-center text-xs text-ink-3">
      <p className="truncate">
        {eventText(event, words)}
        <time className="tnum ml-1.5" dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
          {format.time(at)}
        </time>
      </p>
      {notes.length > 0 && (
        <dl className="mx-auto mt-1.5 inline-grid max-w-lg grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-lg bg-bubble-hidden px-3 py-2 text-left text-sm text-ink">
          <NoteRows notes={notes} />
        </dl>
      )}
    </div>
  );
}
