import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useState, type ReactNode } from 'react';

interface BigWindowProps {
  title: string;
  closeLabel: string;
  onClose: () => void;
  /** Beside the title. */
  actions?: ReactNode;
  /** Gets the keyboard where nothing has it any more that had it before; a selector. */
  homeward: string;
  children: ReactNode;
}

/** A place of its own over the window: its columns scroll, it does not. The keyboard begins where `data-begin` is. Open as long as it is drawn. */
export function BigWindow({
  title,
  closeLabel,
  onClose,
  actions,
  homeward,
  children,
}: BigWindowProps): ReactNode {
  const [before] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            const place = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
            // What the window is about may still be read: until then it has the keyboard itself, and not the button that closes it.
            const begin = place?.querySelector<HTMLElement>('[data-begin]') ?? place;
            event.preventDefault();
            begin?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const former = before instanceof HTMLElement && before.isConnected && before !== document.body;
            const home = former ? before : document.querySelector<HTMLElement>(homeward);
            home?.focus();
          }}
          // What is pressed in a short word over the window does not close what lies below.
          onInteractOutside={(event) => {
            const { target } = event.detail.originalEvent;
            if (target instanceof Element && target.closest('[data-toast]')) event.preventDefault();
          }}
          className="pop-in fixed inset-3 z-40 m-auto flex max-h-[54rem] max-w-[84rem] flex-col overflow-hidden rounded-lg bg-raised shadow-pop outline-none"
        >
          <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line ps-4 pe-2">
            <Radix.Title className="min-w-0 grow truncate text-lg font-semibold">{title}</Radix.Title>
            {actions}
            <Radix.Close
              aria-label={closeLabel}
              className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X size={16} />
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
