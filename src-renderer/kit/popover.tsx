import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';

interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Its name. */
  label: string;
  trigger: ReactElement;
  side?: 'right' | 'bottom';
  align?: 'start' | 'end';
  /** For a few words and fields. */
  narrow?: boolean;
  children: ReactNode;
}

/**
 * A panel beside the button that opens it; a press elsewhere or Escape closes it. The keyboard begins where `data-begin` is, or at the
 * first thing that takes it.
 */
export function Popover(props: PopoverProps): ReactNode {
  const {
    open,
    onOpenChange,
    label,
    trigger,
    side = 'right',
    align = 'end',
    narrow = false,
    children,
  } = props;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={side === 'right' ? 10 : 6}
          collisionPadding={12}
          onOpenAutoFocus={(event) => {
            const panel = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
            const begin = panel?.querySelector<HTMLElement>('[data-begin]');
            if (!begin) return;
            event.preventDefault();
            begin.focus();
          }}
          className={cn(
            'pop-in z-40 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-24px)] flex-col overflow-hidden rounded-lg bg-raised shadow-pop outline-none',
            narrow ? 'w-72' : 'w-96',
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
