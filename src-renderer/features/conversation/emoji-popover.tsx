import { Popover } from 'radix-ui';
import { lazy, Suspense, useMemo, type ReactElement, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { giveBackTo } from '#renderer/kit/focus.ts';

const EmojiPanel = lazy(async () => ({
  default: (await import('#renderer/kit/emoji/emoji-panel.tsx')).EmojiPanel,
}));

interface EmojiPopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What it opens beside: a button, or a place in the window. */
  anchor: ReactElement | { x: number; y: number };
  onPick: (emoji: string) => void;
  /** Who has the keyboard afterwards. */
  back: () => Element | null;
}

/** All emoji, beside a button or at a place; closed by a choice, Escape or a press elsewhere. */
export function EmojiPopover({ open, onOpenChange, anchor, onPick, back }: EmojiPopoverProps): ReactNode {
  const { t, locale } = useTexts();
  const place = 'x' in anchor ? anchor : null;
  const virtual = useMemo(
    () => ({ current: { getBoundingClientRect: () => new DOMRect(place?.x ?? 0, place?.y ?? 0, 0, 0) } }),
    [place?.x, place?.y],
  );
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      {'x' in anchor ? (
        <Popover.Anchor virtualRef={virtual} />
      ) : (
        <Popover.Trigger asChild>{anchor}</Popover.Trigger>
      )}
      <Popover.Portal>
        <Popover.Content
          aria-label={t('emoji.title')}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={giveBackTo(back)}
          className="pop-in z-40 min-h-80 w-80 rounded-lg bg-raised shadow-pop outline-none"
        >
          <Suspense fallback={<p className="p-4 text-sm text-ink-2">{t('emoji.loading')}</p>}>
            <EmojiPanel
              language={locale}
              words={{
                search: t('emoji.search'),
                loading: t('emoji.loading'),
                empty: t('emoji.empty'),
                recent: t('emoji.recent'),
              }}
              onPick={(emoji) => {
                onOpenChange(false);
                onPick(emoji);
              }}
            />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
