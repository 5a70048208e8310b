import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn.ts';

type NativeInput = Omit<ComponentProps<'input'>, 'id'>;

export interface FieldProps extends NativeInput {
  label: string;
  hint?: ReactNode;
  /** Takes the hint's place, so that nothing moves. */
  error?: string | null;
  /** The error comes by an action and not while typing: it is read aloud at once. */
  urgent?: boolean;
  /** A button inside the field's right end. */
  trailing?: ReactNode;
}

/** A labelled input with one line below for hint or error; the line's place is kept free when `hint` is given. */
export function Field({
  label,
  hint,
  error = null,
  urgent = false,
  trailing,
  className,
  ...input
}: FieldProps): ReactNode {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium text-ink-2">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error !== null || undefined}
          aria-describedby={below === undefined ? undefined : `${id}-below`}
          className={cn(
            'selectable h-10 w-full rounded-md border bg-surface px-3 text-md text-ink read-only:border-line read-only:bg-canvas focus-visible:outline-offset-[-1px]',
            error === null ? 'border-control' : 'border-danger',
            trailing !== undefined && 'pr-10',
          )}
        />
        {trailing !== undefined && (
          <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>
        )}
      </div>
      {below !== undefined && (
        <p
          id={`${id}-below`}
          role={urgent && error !== null ? 'alert' : undefined}
          className={cn('mt-1 text-xs', error === null ? 'text-ink-3' : 'text-danger')}
        >
          {below}
        </p>
      )}
    </div>
  );
}
