import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from '#renderer/kit/cn.ts';

interface InlineInputProps {
  label: string;
  /** What stands in it at first. */
  value?: string;
  placeholder?: string;
  inputMode?: 'text' | 'tel' | 'email';
  maxLength: number;
  /** Changes what was typed, e.g. groups its digits. */
  shape?: (input: HTMLInputElement) => string;
  /** Why it cannot be kept; null: it can. */
  check?: (value: string) => string | null;
  onSave: (value: string) => void;
  onLeave: () => void;
  className?: string;
}

/**
 * A field in the place of what it changes: Enter keeps, Escape leaves everything as it was. Going elsewhere keeps what is right and
 * leaves what is empty; what is wrong stays, with the reason, until one of both is done.
 */
export function InlineInput(props: InlineInputProps): ReactNode {
  const { label, value = '', shape, check, onSave, onLeave, className, ...native } = props;
  const id = useId();
  const [typed, setTyped] = useState(value);
  const [error, setError] = useState<string | null>(null);
  // Leaving takes the field away, which is another way of leaving it.
  const over = useRef(false);

  function leave(): void {
    if (over.current) return;
    over.current = true;
    onLeave();
  }
  function keep(): void {
    const wanted = typed.trim();
    if (over.current) return;
    if (wanted === value.trim()) return leave();
    const wrong = check?.(wanted) ?? null;
    setError(wrong);
    if (wrong !== null) return;
    over.current = true;
    onSave(wanted);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      keep();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    }
  }
  return (
    <div className={className}>
      <input
        {...native}
        autoFocus
        type="text"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={error !== null || undefined}
        aria-describedby={error === null ? undefined : id}
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(shape?.(event.target) ?? event.target.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={keep}
        className={cn(
          'selectable h-8 w-full rounded-md border bg-surface px-2 text-md text-ink focus-visible:outline-offset-[-1px]',
          error === null ? 'border-control' : 'border-danger',
        )}
      />
      {error !== null && (
        <p id={id} role="alert" className="mt-1 text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
