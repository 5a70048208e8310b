import { SendHorizontal } from 'lucide-react';
import { useId, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Draft } from './use-draft.ts';
import { ComposerHint, type ComposerState } from './composer-hint.tsx';
import { sizeOf } from './size.ts';

interface ComposerProps {
  draft: Draft;
  state: ComposerState;
  field: RefObject<HTMLTextAreaElement | null>;
  /** The last attempt could not even be stored. */
  notSaved: boolean;
  offline: boolean;
  onSend: (text: string) => void;
  onTyping: () => void;
}

/** Where answers are written. Enter sends, Shift+Enter breaks the line; an input method's Enter does neither. */
export function Composer({
  draft,
  state,
  field,
  notSaved,
  offline,
  onSend,
  onTyping,
}: ComposerProps): ReactNode {
  const { t } = useTexts();
  const hintId = useId();
  const size = sizeOf(draft.text);
  const blocked = state.kind === 'closed' || state.kind === 'others';
  const empty = draft.text.trim() === '';
  const sendable = !blocked && !empty && size.kind !== 'over';

  function send(): void {
    if (sendable) onSend(draft.text);
    field.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    // 229: some input methods report their Enter so, with isComposing already false.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.code === 'Tab') return;
    const enter = event.code === 'Enter' || event.code === 'NumpadEnter';
    if (!enter || event.shiftKey || event.altKey) return;
    // Ctrl+Enter is Answer while the dialog is free; in one's own it sends, as many are used to.
    if ((event.ctrlKey || event.metaKey) && state.kind !== 'own') return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className="shrink-0 border-t border-line bg-surface pt-3 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mx-auto flex max-w-4xl items-end gap-2 px-4">
        <textarea
          ref={field}
          aria-label={t('composer.label')}
          aria-describedby={hintId}
          aria-invalid={size.kind === 'over' || undefined}
          data-area="composer"
          dir="auto"
          rows={1}
          spellCheck
          enterKeyHint="send"
          readOnly={blocked}
          aria-disabled={blocked || undefined}
          placeholder={blocked ? '' : t('composer.placeholder')}
          value={draft.text}
          onChange={(event) => {
            draft.setText(event.target.value);
            if (event.target.value.trim() !== '') onTyping();
          }}
          onKeyDown={onKeyDown}
          className={cn(
            'selectable field-sizing-content max-h-[min(40vh,20rem)] min-h-10 min-w-0 grow resize-none rounded-md border bg-surface px-3 py-2.25 text-md focus-visible:-outline-offset-1',
            size.kind === 'over' ? 'border-danger' : 'border-control',
            blocked && 'border-line bg-canvas text-ink-2',
          )}
        />
        <Button
          type="submit"
          look="primary"
          size="lg"
          disabledReason={sendable ? null : ''}
          aria-describedby={hintId}
        >
          {t('composer.send')}
          <SendHorizontal size={16} aria-hidden="true" />
        </Button>
      </div>
      <ComposerHint id={hintId} state={state} size={size} notSaved={notSaved} offline={offline} />
    </form>
  );
}
