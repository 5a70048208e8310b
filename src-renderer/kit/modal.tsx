import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { cn } from './cn.ts';

interface ModalProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Read with the title; leave it out when the content speaks for itself. */
  description?: ReactNode;
  /** Label of the close button; without it the dialog is closed by its own buttons and Escape. */
  closeLabel?: string;
  /** `alertdialog` for questions whose wrong answer costs something. */
  alert?: boolean;
  wide?: boolean;
  /** It has gone, and the keyboard is back where it was. */
  onGone?: () => void;
  children: ReactNode;
}

/** Where the keyboard was before a window that another one takes the place of, while that happens. */
let handedOn: HTMLElement | null = null;

/** A window over the window. Focus is kept inside and goes back where it was. */
export function Modal(props: ModalProps): ReactNode {
  const {
    open,
    onOpenChange,
    title,
    description,
    closeLabel,
    alert = false,
    wide = false,
    onGone,
    children,
  } = props;
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (!open) return undefined;
    before.current = whereFocusReturns(document.activeElement) ?? handedOn;
    return () => {
      handedOn = before.current;
      queueMicrotask(() => (handedOn = null));
    };
  }, [open]);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* Not Radix's overlay: it locks scrolling by an injected style, and nothing here scrolls anyway. */}
        <div className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          role={alert ? 'alertdialog' : 'dialog'}
          {...(description === undefined && { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            // A dialog to look at begins with its title, one to choose in where `data-begin` is; Radix would go to the button that closes it.
            if (closeLabel === undefined || !(event.currentTarget instanceof HTMLElement)) return;
            event.preventDefault();
            const dialog = event.currentTarget;
            (dialog.querySelector<HTMLElement>('[data-begin]') ?? dialog).focus();
          }}
          onCloseAutoFocus={(event) => {
            // Radix would go to the dialog's trigger, and these dialogs have none.
            if (before.current?.isConnected === true) {
              event.preventDefault();
              before.current.focus();
            }
            onGone?.();
          }}
          className={cn(
            'pop-in fixed top-1/2 outline-none left-1/2 z-50 max-h-[85vh] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg bg-raised p-5 shadow-pop',
            wide ? 'max-w-2xl' : 'max-w-md',
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {closeLabel !== undefined && (
              <Radix.Close
                aria-label={closeLabel}
                className="-mt-1 -mr-1 flex size-8 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X size={16} />
              </Radix.Close>
            )}
          </div>
          {description !== undefined && (
            <Radix.Description asChild>
              <div className="mt-2 text-md text-ink-2">{description}</div>
            </Radix.Description>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A menu's item goes with its menu; the button that opened the menu stays. */
function whereFocusReturns(active: Element | null): HTMLElement | null {
  const opener = active?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  if (typeof opener === 'string') return document.getElementById(opener);
  return active instanceof HTMLElement && active !== document.body ? active : null;
}

export function ModalActions({ children }: { children: ReactNode }): ReactNode {
  return <div className="mt-5 flex justify-end gap-2">{children}</div>;
}
