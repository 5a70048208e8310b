import { CalendarDays } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { localField } from '#shared/lib/when.ts';
import { IconButton } from './button.tsx';
import { Field } from './field.tsx';
import { matches, type Combo } from './keys.ts';

const SUBMIT: Combo = { code: 'Enter', mod: true };

interface WhenFieldProps {
  label: string;
  /** Name of the button that opens the browser's calendar. */
  calendarLabel: string;
  text: string;
  onText: (text: string) => void;
  /** What the text says; null when that is no moment. */
  at: number | null;
  /** A moment was chosen in the calendar. */
  onChoose: (at: number) => void;
  hint?: ReactNode;
  error?: string | null;
  className?: string;
}

/**
 * A date with its time, written as the person's language writes it: the browser's own field follows the language of the browser, which
 * may be another. Its calendar is there for the pointer.
 */
export function WhenField(props: WhenFieldProps): ReactNode {
  const { label, calendarLabel, text, onText, at, onChoose, hint, error, className } = props;
  const calendar = useRef<HTMLInputElement>(null);
  return (
    <Field
      className={className}
      label={label}
      autoComplete="off"
      spellCheck={false}
      maxLength={40}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        // As in the texts beside it; the browser submits a form by Enter alone.
        if (!matches(event.nativeEvent, SUBMIT)) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
      hint={hint}
      error={error ?? null}
      urgent
      trailing={
        <span className="relative">
          <input
            ref={calendar}
            type="datetime-local"
            aria-hidden="true"
            tabIndex={-1}
            value={at === null ? '' : localField(at)}
            onChange={(event) => {
              const chosen = new Date(event.target.value).getTime();
              if (!Number.isNaN(chosen)) onChoose(chosen);
            }}
            className="pointer-events-none absolute inset-0 opacity-0"
          />
          <IconButton size="sm" label={calendarLabel} onClick={() => calendar.current?.showPicker()}>
            <CalendarDays size={16} />
          </IconButton>
        </span>
      }
    />
  );
}
