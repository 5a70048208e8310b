import { useId, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id' | 'onSubmit'> {
  label: string;
  /** Enter alone submits the form, Shift+Enter makes a new line, as in the message field. Without it only Ctrl+Enter does. */
  enterSubmits?: boolean;
}

/** A labelled text of a few lines inside a form. */
export function TextArea({ label, enterSubmits = false, className, ...area }: TextAreaProps): ReactNode {
  const id = useId();
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const withMod = event.ctrlKey || event.metaKey;
    if (!withMod && (!enterSubmits || event.shiftKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium text-ink-2">
        {label}
      </label>
      <textarea
        rows={2}
        {...area}
        id={id}
        dir="auto"
        onKeyDown={onKeyDown}
        className="selectable block max-h-40 w-full resize-none rounded-md border border-control bg-surface px-3 py-2 text-md text-ink [field-sizing:content] focus-visible:outline-offset-[-1px]"
      />
    </div>
  );
}
