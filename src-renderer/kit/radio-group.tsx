import { useId, type ReactNode } from 'react';
import { cn } from './cn.ts';

export interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  /** What choosing it means, in a line below. */
  hint?: ReactNode;
}

interface RadioGroupProps<Value extends string> {
  label: string;
  /** The label is for screen readers only, because a heading says it. */
  quietLabel?: boolean;
  value: Value;
  options: readonly RadioOption<Value>[];
  onChange: (value: Value) => void;
  /** Beside each other instead of below. */
  inline?: boolean;
}

/** One of several, all of them in view. The browser's own buttons, so arrows and screen readers work as everywhere. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): ReactNode {
  const { label, quietLabel = false, value, options, onChange, inline = false } = props;
  const id = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={cn('mb-1 text-sm font-medium text-ink-2', quietLabel && 'sr-only')}>{label}</legend>
      <div className={cn('flex gap-x-5', inline ? 'flex-wrap' : 'flex-col')}>
        {options.map((option) => (
          <label key={option.value} className="flex min-h-8 items-start gap-2 py-1 text-md text-ink">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              aria-describedby={option.hint === undefined ? undefined : `${id}-${option.value}`}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              {option.label}
              {option.hint !== undefined && (
                <span id={`${id}-${option.value}`} className="block text-sm text-ink-3">
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
