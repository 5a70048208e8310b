import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { MAX_NOTE } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import { isBlank } from '#shared/lib/text.ts';
import { useNoteDraft } from './note-drafts.ts';

interface NoteFieldProps {
  contactId: Id;
  /** Counts how often the keyboard was wanted here. */
  wanted: number;
  onSave: (text: string) => void;
}

/** A new note. Enter keeps it, as in the message field. */
export function NoteField({ contactId, wanted, onSave }: NoteFieldProps): ReactNode {
  const { t } = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (wanted > 0) field.current?.focus();
  }, [wanted]);
  const [begun, write] = useNoteDraft(contactId);
  const text = begun ?? '';
  return (
    <NoteArea
      ref={field}
      label={t('card.addNote')}
      placeholder={t('card.addNote')}
      text={text}
      onChange={(next) => write(next === '' ? null : next)}
      onKeep={() => {
        if (isBlank(text)) return;
        write(null);
        onSave(text);
      }}
    />
  );
}

interface NoteAreaProps {
  ref?: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder?: string;
  autoFocus?: boolean;
  text: string;
  onChange: (text: string) => void;
  onKeep: () => void;
  /** Escape; without it Escape means nothing here. */
  onLeave?: () => void;
}

export function NoteArea(props: NoteAreaProps): ReactNode {
  const { ref, label, placeholder, autoFocus = false, text, onChange, onKeep, onLeave } = props;
  const { t } = useTexts();
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onKeep();
    } else if (event.key === 'Escape' && onLeave !== undefined) {
      event.stopPropagation();
      onLeave();
    }
  }
  return (
    <>
      <textarea
        ref={ref}
        rows={1}
        dir="auto"
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={placeholder}
        maxLength={MAX_NOTE}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="selectable block max-h-48 w-full resize-none rounded-md border border-control bg-surface px-2 py-1.5 text-sm text-ink [field-sizing:content] focus-visible:outline-offset-[-1px]"
      />
      {text !== '' && <p className="mt-0.5 text-2xs text-ink-3">{t('card.noteKeys')}</p>}
    </>
  );
}
