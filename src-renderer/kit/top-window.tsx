import { Dialog as Radix } from 'radix-ui';
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

interface TopWindowProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Its name; not shown. */
  title: string;
  /** Gets the keyboard. */
  field: RefObject<HTMLElement | null>;
  /** It has gone, and the keyboard is back where it was. */
  onGone: () => void;
  children: ReactNode;
}

/** A window at the top of the window, over everything: what is typed there leads somewhere else. */
export function TopWindow({ open, onOpenChange, title, field, onGone, children }: TopWindowProps): ReactNode {
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (!open) return;
    const active = document.activeElement;
    before.current = active instanceof HTMLElement && active !== document.body ? active : null;
  }, [open]);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            field.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current?.isConnected === true) before.current.focus();
            onGone();
          }}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-raised shadow-pop outline-none"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
