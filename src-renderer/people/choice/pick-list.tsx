import { useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../../i18n/react.tsx';
import { cn } from '../../kit/cn.ts';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import type { Target } from './targets.ts';
import { TargetContent } from './target-content.tsx';

export interface PickGroup<T extends Target> {
  heading: string | null;
  targets: readonly T[];
}

interface PickListProps<T extends Target> {
  field: RefObject<HTMLInputElement | null>;
  label: string;
  listLabel: string;
  typed: string;
  onType: (typed: string) => void;
  groups: readonly PickGroup<T>[];
  onPick: (target: T) => void;
  /** Several can be chosen: these are. */
  chosen?: ReadonlySet<string>;
  /** Keys that the field itself does not want. */
  onKey?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** One field over a list of people or lines: type, arrows, Enter. The keyboard never leaves the field. */
export function PickList<T extends Target>(props: PickListProps<T>): ReactNode {
  const { field, label, listLabel, typed, onType, groups, onPick, chosen, onKey } = props;
  const { t } = useTexts();
  const id = useId();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const all = groups.flatMap((group) => group.targets);
  const found = all.findIndex((target) => target.key === activeKey);
  const active = all[Math.max(0, found)];
  const optionId = (target: Target): string => `${id}-${target.key}`;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    onKey?.(event);
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && all.length > 0) {
      event.preventDefault();
      const next = all[(Math.max(0, found) + step + all.length) % all.length];
      if (next === undefined) return;
      setActiveKey(next.key);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      onPick(active);
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
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : optionId(active)}
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_LENGTH}
        value={typed}
        onChange={(event) => {
          onType(event.target.value);
          setActiveKey(null);
        }}
        onKeyDown={onKeyDown}
        className="selectable h-10 w-full rounded-md border border-control bg-surface px-3 text-md text-ink focus-visible:outline-offset-[-1px]"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={listLabel}
        aria-multiselectable={chosen !== undefined || undefined}
        // Its height does not follow what is found: nothing jumps while one types.
        className="-mx-2 mt-2 h-72 max-h-[40vh] overflow-y-auto"
      >
        {groups.map(({ heading, targets }, index) => (
          <Group key={heading ?? 'all'} id={`${id}-group-${index}`} heading={heading} count={targets.length}>
            {targets.map((target) => (
              <Option
                key={target.key}
                id={optionId(target)}
                target={target}
                active={target === active}
                selected={chosen === undefined ? target === active : chosen.has(target.key)}
                tick={chosen !== undefined}
                onPoint={() => setActiveKey(target.key)}
                onPick={() => onPick(target)}
              />
            ))}
          </Group>
        ))}
      </div>
      <p aria-live="polite" className={cn('text-sm text-ink-3', all.length > 0 && 'sr-only')}>
        {all.length === 0
          ? t('transfer.none')
          : typed.trim() !== '' && t('transfer.count', { count: all.length })}
      </p>
    </>
  );
}

interface GroupProps {
  id: string;
  heading: string | null;
  count: number;
  children: ReactNode;
}

function Group({ id, heading, count, children }: GroupProps): ReactNode {
  if (heading === null || count === 0) return children;
  return (
    <div role="group" aria-labelledby={id} className="pb-1">
      <p id={id} role="presentation" className="px-2 pt-1.5 pb-1 text-xs font-semibold text-ink-3">
        {heading}
      </p>
      {children}
    </div>
  );
}

interface OptionProps {
  id: string;
  target: Target;
  active: boolean;
  selected: boolean;
  tick: boolean;
  onPoint: () => void;
  onPick: () => void;
}

function Option({ id, target, active, selected, tick, onPoint, onPick }: OptionProps): ReactNode {
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
      <TargetContent target={target} ticked={tick && selected} />
    </div>
  );
}
