import { Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import type { ContactNote } from '#shared/domain/contact.ts';
import { linkify } from '#shared/lib/linkify.ts';
import { isBlank } from '#shared/lib/text.ts';
import { useNoteDraft } from './note-drafts.ts';
import { NoteArea } from './note-field.tsx';
import { SafeLink } from './safe-link.tsx';
import { useFocusBack } from '#renderer/kit/use-focus-back.ts';

/** Longer ones are cut until they are asked for. */
const LONG = { chars: 280, lines: 5 };

interface NoteItemProps {
  note: ContactNote;
  mayChange: boolean;
  author: string;
  openLink: (href: string) => Promise<void>;
  onEdit: (text: string) => void;
  onDelete: () => void;
}

export function NoteItem({ note, mayChange, author, openLink, onEdit, onDelete }: NoteItemProps): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  const [editing, setEditing] = useNoteDraft(note.id);
  // One that is found again leaves the keyboard where it is.
  const [pressed, setPressed] = useState(false);
  const button = useFocusBack<HTMLButtonElement>(editing !== null);
  const keep = (): void => {
    if (editing === null || isBlank(editing)) return;
    setEditing(null);
    if (editing !== note.text) onEdit(editing);
  };
  return (
    <li className="group border-t border-line py-1.5 first:border-t-0">
      <p className="flex min-h-6 items-center gap-1 text-xs text-ink-3">
        <bdi className="min-w-0 truncate font-medium text-ink-2">{author}</bdi>
        <time
          dateTime={new Date(note.at).toISOString()}
          className="tnum shrink-0"
          title={format.dateTime(note.at)}
        >
          · {format.listTime(note.at, now)}
        </time>
        {note.editedAt !== null && (
          <span className="shrink-0" title={format.dateTime(note.editedAt)}>
            · {t('message.edited')}
          </span>
        )}
        {mayChange && editing === null && (
          <span className="ml-auto flex shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
            <IconButton
              ref={button}
              size="sm"
              label={t('card.editNote')}
              onClick={() => {
                setPressed(true);
                setEditing(note.text);
              }}
            >
              <Pencil size={13} />
            </IconButton>
            <IconButton size="sm" label={t('card.deleteNote')} onClick={onDelete}>
              <Trash2 size={13} />
            </IconButton>
          </span>
        )}
      </p>
      {editing === null ? (
        <NoteText text={note.text} openLink={openLink} />
      ) : (
        <NoteArea
          autoFocus={pressed}
          label={t('card.editNote')}
          text={editing}
          onChange={setEditing}
          onKeep={keep}
          onLeave={() => setEditing(null)}
        />
      )}
    </li>
  );
}

/** Hostile: a colleague may have pasted anything. */
function NoteText({ text, openLink }: Pick<NoteItemProps, 'openLink'> & { text: string }): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const long = text.length > LONG.chars || text.split('\n').length > LONG.lines;
  return (
    <>
      <p dir="auto" className={cn('selectable prose-text text-sm text-ink', long && !open && 'line-clamp-5')}>
        {linkify(text).map((part, index) =>
          part.href === null ? (
            // Parts have no identity but their place.
            <span key={index}>{part.text}</span>
          ) : (
            <SafeLink key={index} href={part.href} openLink={openLink} className="inline">
              {part.text}
            </SafeLink>
          ),
        )}
      </p>
      {long && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="rounded-xs text-xs font-medium text-accent-text hover:underline"
        >
          {t(open ? 'transcript.showLess' : 'transcript.showAll')}
        </button>
      )}
    </>
  );
}
