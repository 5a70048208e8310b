import { MessageSquareQuote } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState, type ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { useReplyDesk } from '#renderer/quick-replies/desk.tsx';
import { newId } from '#renderer/quick-replies/new-id.ts';
import type { Filler } from '#renderer/quick-replies/use-filler.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';
import { ReplyPicker } from './reply-picker.tsx';

interface ReplyButtonProps {
  filler: Filler;
  onInsert: (reply: QuickReply) => void;
}

/** All quick replies beside the message field, with search and folders. */
export function ReplyButton({ filler, onInsert }: ReplyButtonProps): ReactNode {
  const { t } = useTexts();
  const desk = useReplyDesk();
  const [open, setOpen] = useState(false);
  /** Done when the panel has gone: all of it leads the keyboard somewhere. */
  const then = useRef<(() => void) | null>(null);
  useCommand('reply.pick', () => setOpen(true));
  const [keys] = COMMANDS['reply.pick'].keys;
  const close = (what: () => void): void => {
    then.current = what;
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          aria-label={t('reply.pick')}
          aria-keyshortcuts={ariaKeys(keys)}
          title={t('reply.pick')}
          className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
        >
          <MessageSquareQuote size={18} aria-hidden="true" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('reply.title')}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            const what = then.current;
            then.current = null;
            if (what === null) return;
            event.preventDefault();
            what();
          }}
          className="pop-in z-40 flex h-[min(30rem,var(--radix-popover-content-available-height))] w-[min(44rem,calc(100vw-16px))] flex-col overflow-hidden rounded-lg bg-raised shadow-pop outline-none"
        >
          <ReplyPicker
            filler={filler}
            onPick={(reply) => close(() => onInsert(reply))}
            onManage={(replyId) => close(() => desk.open({ kind: 'look', replyId, folder: null }))}
            onMake={() => close(() => desk.open({ kind: 'make', id: newId(), from: null }))}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
