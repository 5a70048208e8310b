import { useId, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { MAX_TAG } from '#shared/domain/contact.ts';
import { spelt, suggestTags } from './tag-order.ts';

interface TagFieldProps {
  known: readonly string[];
  own: readonly string[];
  onAdd: (tag: string) => void;
  onRemoveLast: () => void;
  onLeave: () => void;
}

/** One tag after the other: those in use are offered below, arrows choose, Enter takes what is chosen or what was typed. */
export function TagField({ known, own, onAdd, onRemoveLast, onLeave }: TagFieldProps): ReactNode {
  const { t } = useTexts();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(-1);
  const found = suggestTags(typed, known, own);
  const chosen = found[active];

  function add(tag: string): void {
    const wanted = spelt(tag, known);
    setTyped('');
    setActive(-1);
    if (wanted !== '') onAdd(wanted);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      // Before the first there is what was typed.
      setActive(((active + 1 + step + found.length + 1) % (found.length + 1)) - 1);
    } else if (event.key === 'Enter' || (event.key === ',' && typed.trim() !== '')) {
      if (chosen === undefined && typed.trim() === '') onLeave();
      else add(chosen ?? typed);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      onLeave();
    } else if (event.key === 'Backspace' && typed === '') {
      onRemoveLast();
    } else return;
    event.preventDefault();
  }
  function onBlur(event: FocusEvent<HTMLInputElement>): void {
    if (
      event.relatedTarget instanceof Node &&
      event.currentTarget.parentElement?.contains(event.relatedTarget)
    )
      return;
    if (typed.trim() !== '') add(typed);
    onLeave();
  }
  return (
    <div className="mt-1.5">
      <input
        autoFocus
        type="text"
        role="combobox"
        dir="auto"
        aria-label={t('card.tagField')}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${active}`}
        autoComplete="off"
        maxLength={MAX_TAG}
        placeholder={t('card.tagPlaceholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        className="selectable h-8 w-full rounded-md border border-control bg-surface px-2 text-sm text-ink focus-visible:outline-offset-[-1px]"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('card.tagsInUse')}
        className={cn('mt-1 rounded-md bg-raised p-1 shadow-pop', found.length === 0 && 'hidden')}
      >
        {found.map((tag, index) => (
          // Keys are the field's business; it knows the active option by aria-activedescendant.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={tag}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(tag)}
            className={cn(
              'truncate rounded-sm px-2 py-1 text-sm',
              index === active ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <bdi>{tag}</bdi>
          </div>
        ))}
      </div>
    </div>
  );
}
