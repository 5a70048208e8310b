import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

interface SwitchProps extends Omit<ComponentProps<'button'>, 'type' | 'disabled' | 'onChange' | 'onClick'> {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Its accessible name, and what stands beside it. */
  label: string;
  icon?: ReactNode;
  /** Why it cannot be changed now: shown as tooltip and read as its description. */
  fixedReason?: string | null;
  hint?: ReactNode;
}

/** On or off, at once. A fixed one stays focusable, so that the reason can be found. */
export function Switch(props: SwitchProps): ReactNode {
  const { checked, onChange, label, icon, fixedReason = null, hint, className, ...native } = props;
  const reasonId = useId();
  const button = (
    <button
      {...native}
      type="button"
      role="switch"
      aria-checked={checked}
      aria-disabled={fixedReason !== null || undefined}
      aria-describedby={fixedReason === null ? undefined : reasonId}
      onClick={fixedReason === null ? () => onChange(!checked) : undefined}
      className={cn(
        'inline-flex h-7 shrink-0 items-center gap-2 rounded-md px-2 text-sm font-medium select-none',
        checked ? 'text-warn' : 'text-ink-2 hover:bg-hover hover:text-ink',
        fixedReason !== null && 'cursor-not-allowed',
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          'flex h-4 w-7 items-center rounded-full border px-0.5',
          checked ? 'justify-end border-warn bg-warn' : 'justify-start border-control bg-surface',
        )}
      >
        <span className={cn('size-2.5 rounded-full', checked ? 'bg-surface' : 'bg-count')} />
      </span>
      {icon}
      {label}
      {fixedReason !== null && (
        <span id={reasonId} hidden>
          {fixedReason}
        </span>
      )}
    </button>
  );
  const tip = fixedReason ?? hint;
  return tip === undefined ? button : <Tooltip content={tip}>{button}</Tooltip>;
}
