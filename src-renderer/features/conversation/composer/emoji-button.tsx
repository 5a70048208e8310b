import { Smile } from 'lucide-react';
import { useState, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { EmojiPopover } from '../emoji-popover.tsx';
import type { DraftHandle } from './use-draft.ts';

interface EmojiButtonProps {
  draft: DraftHandle;
  /** As what it is being written. */
  hidden: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Puts an emoji where the caret stands. */
export function EmojiButton({ draft, hidden, field }: EmojiButtonProps): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  function insert(emoji: string): void {
    const { selectionStart: from, selectionEnd: to } = field.current ?? {
      selectionStart: draft.text.length,
      selectionEnd: draft.text.length,
    };
    // With the mode, as when it is typed: what is begun as a hidden message stays one.
    draft.set({ text: draft.text.slice(0, from) + emoji + draft.text.slice(to), hidden });
    // After the text was drawn.
    requestAnimationFrame(() => field.current?.setSelectionRange(from + emoji.length, from + emoji.length));
  }
  const button = (
    <button
      type="button"
      aria-label={t('emoji.title')}
      title={t('emoji.title')}
      className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
    >
      <Smile size={18} aria-hidden="true" />
    </button>
  );
  return (
    <EmojiPopover
      open={open}
      onOpenChange={setOpen}
      anchor={button}
      onPick={insert}
      back={() => field.current}
    />
  );
}
