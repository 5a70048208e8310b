import type { ReactNode } from 'react';
import type { cardNotes } from '#renderer/i18n/words/event.ts';
import { cn } from '#renderer/kit/cn.ts';

interface NoteRowsProps {
  notes: ReturnType<typeof cardNotes>;
  /** Their words can be marked and copied by themselves. */
  selectable?: boolean;
}

/** What came with a hand-over, a line each; inside a `dl` that is a grid of two columns. */
export function NoteRows({ notes, selectable = false }: NoteRowsProps): ReactNode {
  return notes.map((note) => (
    <div key={note.name} className="contents">
      <dt className="text-ink-2">{note.name}</dt>
      <dd dir="auto" className={cn('min-w-0 break-words whitespace-pre-wrap', selectable && 'selectable')}>
        {note.text}
      </dd>
    </div>
  ));
}
