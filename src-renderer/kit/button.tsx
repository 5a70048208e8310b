import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger' | 'hidden' | 'team';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  plain: 'border border-line-strong bg-surface text-ink hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover',
  /** For what the client never sees. */
  hidden: 'bg-warn text-surface hover:bg-warn-hover',
  /** For what is said among colleagues. */
  team: 'bg-team text-on-team hover:bg-team-hover',
};

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none';

/** Disabled ones stay focusable, so that the reason can be found by keyboard and read aloud. */
const DISABLED =
  'aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-hover aria-disabled:text-ink-3';

type NativeButton = Omit<ComponentProps<'button'>, 'type' | 'disabled' | 'children'>;

export interface ButtonProps extends NativeButton {
  look?: Look;
  /** `tight`: as high as `md`; narrow in a narrow container, where its words go. */
  size?: 'sm' | 'tight' | 'md' | 'lg';
  type?: 'button' | 'submit';
  children: ReactNode;
  /** Why the button does nothing now: shown as tooltip and read as its description; '' when that is said elsewhere. */
  disabledReason?: string | null;
  /** What more the tooltip says while it works, e.g. the shortcut. */
  hint?: ReactNode;
}

export function Button(props: ButtonProps): ReactNode {
  const {
    look = 'plain',
    size = 'md',
    type = 'button',
    disabledReason = null,
    hint,
    className,
    ...rest
  } = props;
  const { children, onClick, ...native } = rest;
  const reasonId = useId();
  const disabled = disabledReason !== null;
  const button = (
    <button
      {...native}
      type={type === 'submit' && !disabled ? 'submit' : 'button'}
      aria-disabled={disabled || undefined}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
      onClick={disabled ? undefined : onClick}
      className={cn(
        BASE,
        size === 'sm' && 'h-6 px-2 text-xs',
        size === 'tight' && 'h-8 px-2 text-sm @3xl:px-3',
        size === 'md' && 'h-8 px-3 text-sm',
        size === 'lg' && 'h-10 px-4 text-md',
        LOOKS[look],
        disabled && DISABLED,
        className,
      )}
    >
      {children}
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </button>
  );
  const tip = disabledReason ?? hint;
  return tip === undefined || tip === '' ? button : <Tooltip content={tip}>{button}</Tooltip>;
}

export interface IconButtonProps extends NativeButton {
  /** Its accessible name, shown as tooltip. */
  label: string;
  hint?: ReactNode;
  size?: 'sm' | 'md';
  children: ReactNode;
}

export function IconButton(props: IconButtonProps): ReactNode {
  const { label, hint, size = 'md', className, children, ...native } = props;
  return (
    <Tooltip content={hint ?? label}>
      <button
        {...native}
        type="button"
        aria-label={label}
        className={cn(
          'inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink',
          size === 'sm' ? 'size-6' : 'size-8',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
