import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Visibility } from '#shared/domain/message.ts';
import { isBlank } from '#shared/lib/text.ts';
import type { DraftHandle } from './use-draft.ts';
import type { Suggestions } from './use-suggestions.tsx';

interface MessageFieldProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  draft: DraftHandle;
  hidden: boolean;
  /** To colleagues, in a talk of their own: what the field is called there. */
  team?: { label: string; placeholder: string };
  blocked: boolean;
  /** Longer than what can be sent. */
  over: boolean;
  /** Id of what explains it. */
  described: string;
  suggestions: Suggestions;
  onCaret: (place: number) => void;
  /** @returns whether it was meant */
  onEnter: (withCtrl: boolean) => boolean;
  /** Pictures and files from the clipboard. Null: what is being written takes none. */
  onFiles: ((files: readonly File[]) => void) | null;
  /** Other keys. @returns whether it was meant */
  onKey: (event: KeyboardEvent) => boolean;
  onTyping: (visibility: Visibility) => void;
}

/** The field itself. Enter sends, Shift+Enter breaks the line; an input method's Enter does neither. */
export function MessageField(props: MessageFieldProps): ReactNode {
  const { ref, draft, hidden, team, blocked, over, described, suggestions, onCaret } = props;
  const { onEnter, onFiles, onKey, onTyping } = props;
  const { t } = useTexts();

  function onKeyDown(event: KeyboardEvent): void {
    // 229: some input methods report their Enter so, with isComposing already false.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (suggestions.onKeyDown(event) || event.code === 'Tab') return;
    if (onKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const enter = event.code === 'Enter' || event.code === 'NumpadEnter';
    if (!enter || event.shiftKey || event.altKey) return;
    if (onEnter(event.ctrlKey || event.metaKey)) event.preventDefault();
  }

  return (
    <textarea
      {...suggestions.field}
      ref={ref}
      aria-label={team?.label ?? t('composer.label')}
      aria-describedby={described}
      aria-invalid={over || undefined}
      data-area="composer"
      dir="auto"
      rows={1}
      spellCheck
      enterKeyHint="send"
      readOnly={blocked}
      aria-disabled={blocked || undefined}
      placeholder={!blocked && team ? team.placeholder : t(placeholderOf(blocked, hidden))}
      value={draft.text}
      onChange={({ target }) => {
        draft.set({ text: target.value, hidden });
        onCaret(target.selectionStart);
        // A command is no message that anybody waits for.
        if (!isBlank(target.value) && !target.value.startsWith('/')) onTyping(hidden ? 'hidden' : 'public');
      }}
      onSelect={(event) => onCaret(event.currentTarget.selectionStart)}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        const files = blocked ? [] : [...event.clipboardData.files];
        if (files.length === 0 || onFiles === null) return;
        event.preventDefault();
        onFiles(files);
      }}
      className={cn(
        'field-sizing-content max-h-[min(40vh,20rem)] order-first min-h-10 min-w-0 grow basis-full resize-none @md:order-none @md:basis-auto rounded-md border px-3 py-2.25 text-md focus-visible:-outline-offset-1',
        blocked
          ? 'cursor-not-allowed border-dashed border-line-strong bg-canvas text-ink-2 select-text'
          : cn('selectable bg-surface', borderOf(over, hidden, team !== undefined)),
      )}
    />
  );
}

function placeholderOf(blocked: boolean, hidden: boolean) {
  if (blocked) return 'composer.readOnly';
  return hidden ? 'composer.placeholderHidden' : 'composer.placeholder';
}

function borderOf(over: boolean, hidden: boolean, team: boolean): string {
  if (over) return 'border-danger';
  if (team) return 'border-team';
  return hidden ? 'border-warn' : 'border-control';
}
