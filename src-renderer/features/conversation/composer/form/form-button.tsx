import { useState, type ReactNode } from 'react';
import { CommandIconButton } from '#renderer/commands/command-icon-button.tsx';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import type { DraftHandle } from '../use-draft.ts';
import type { Words } from '../words.ts';
import { FormWindow } from './form-window.tsx';

interface FormButtonProps {
  view: DialogView;
  draft: DraftHandle;
  /** Null: what is being written goes to colleagues, or is only changed. Those are asked nothing by a form. */
  onSend: ((words: Words) => void) | null;
  /** It has gone, or was given up. */
  onGone: () => void;
}

/** Asks the client by a form; what is typed already introduces it. */
export function FormButton({ view, draft, onSend, onGone }: FormButtonProps): ReactNode {
  const [open, setOpen] = useState(false);
  useCommand('message.form', () => setOpen(true), onSend === null ? NOWHERE : null);
  return (
    <>
      <CommandIconButton id="message.form" />
      {open && onSend !== null && (
        <FormWindow
          view={view}
          introduction={draft.text}
          onClose={() => setOpen(false)}
          onGone={onGone}
          onSend={onSend}
        />
      )}
    </>
  );
}
