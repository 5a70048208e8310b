import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import { cn } from '../../kit/cn.ts';

interface Keyed {
  key: string;
}

export interface Picking<T extends Keyed> {
  options: readonly T[];
  /** What Enter means. */
  active: T | undefined;
  /** By its key; null: the first. */
  point: (key: string | null) => void;
}

/** @param ready whether the first one may be what Enter means, before anything was pointed at */
export function usePicking<T extends Keyed>(options: readonly T[], ready = true): Picking<T> {
  const [activeKey, point] = useState<string | null>(null);
  const pointed = options.find(({ key }) => key === activeKey);
  return { options, active: pointed ?? (ready ? options[0] : undefined), point };
}

export const optionId = (id: string, { key }: Keyed): string => `${id}-${key}`;

interface PickFieldProps<T extends Keyed> {
  /** Of the whole: the list has `<id>-list`, its options what `optionId` says. */
  id: string;
  label: string;
  field?: RefObject<HTMLInputElement | null> | undefined;
  typed: string;
  onType: (typed: string) => void;
  picking: Picking<T>;
  onPick: (option: T) => void;
  /** Keys that the field itself does not want. */
  onKey?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
}

/** A field over a list: type, arrows, Enter. The keyboard never leaves it. */
export function PickField<T extends Keyed>(props: PickFieldProps<T>): ReactNode {
  const { id, label, field, typed, onType, picking, onPick, onKey } = props;
  const { options, active, point } = picking;

  function go(step: 1 | -1): void {
    const at = active !== undefined ? options.indexOf(active) : step > 0 ? -1 : 0;
    const next = options[(at + step + options.length) % options.length];
    if (next === undefined) return;
    point(next.key);
    document.getElementById(optionId(id, next))?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    onKey?.(event);
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      go(step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active !== undefined) onPick(active);
    }
  }

  return (
    <>
      <label htmlFor={`${id}-field`} className="mt-4 mb-1 block text-sm font-medium text-ink-2">
        {label}
      </label>
      <input
        ref={field}
        id={`${id}-field`}
        type="text"
        role="combobox"
        data-begin
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : optionId(id, active)}
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_LENGTH}
        value={typed}
        onChange={(event) => {
          onType(event.target.value);
          point(null);
        }}
        onKeyDown={onKeyDown}
        className="selectable h-10 w-full rounded-md border border-control bg-surface px-3 text-md text-ink focus-visible:outline-offset-[-1px]"
      />
    </>
  );
}

interface PickOptionProps {
  id: string;
  active: boolean;
  selected: boolean;
  onPoint: () => void;
  onPick: () => void;
  children: ReactNode;
}

export function PickOption({ id, active, selected, onPoint, onPick, children }: PickOptionProps): ReactNode {
  return (
    // Keys are the field's business; it knows the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={active ? undefined : onPoint}
      onClick={onPick}
      className={cn('flex min-h-11 items-center gap-3 rounded-md px-2 py-1', active && 'bg-selected')}
    >
      {children}
    </div>
  );
}
