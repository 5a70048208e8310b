import { useId, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../../i18n/react.tsx';
import { cn } from '../../kit/cn.ts';
import { optionId, PickField, PickOption, usePicking } from './pick-field.tsx';
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
  const all = groups.flatMap((group) => group.targets);
  const picking = usePicking(all);
  const { active, point } = picking;
  return (
    <>
      <PickField {...{ id, label, field, typed, onType, picking, onPick, onKey }} />
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
              <PickOption
                key={target.key}
                id={optionId(id, target)}
                active={target === active}
                selected={chosen === undefined ? target === active : chosen.has(target.key)}
                onPoint={() => point(target.key)}
                onPick={() => onPick(target)}
              >
                <TargetContent target={target} ticked={chosen?.has(target.key) === true} />
              </PickOption>
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
