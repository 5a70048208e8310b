import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { useEffect, useEffectEvent, useId, useState, type ReactElement, type ReactNode } from 'react';
import { cn } from './cn.ts';
import { giveBackTo } from './focus.ts';

interface MenuProps {
  trigger: ReactElement;
  side?: 'top' | 'bottom' | 'right';
  align?: 'start' | 'end';
  /** Where something else than the trigger opens it, too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** It has gone. @returns whether the keyboard was led elsewhere; otherwise the trigger gets it */
  onGone?: () => boolean;
  children: ReactNode;
}

const CONTENT = 'pop-in z-40 min-w-56 rounded-lg bg-raised p-1 shadow-pop';
const ITEM =
  'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 text-sm text-ink outline-none data-[highlighted]:bg-hover select-none';

export function Menu(props: MenuProps): ReactNode {
  const { trigger, side = 'bottom', align = 'start', open, onOpenChange, onGone, children } = props;
  return (
    <Radix.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => onGone?.() === true && event.preventDefault()}
          className={CONTENT}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuAtProps {
  label: string;
  /** In the window. */
  x: number;
  y: number;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A menu at a place, open as long as it is drawn; the focus goes back to where it was. In a window of another size the place is
 * another's, so it goes, as menus of the system do.
 */
export function MenuAt({ label, x, y, onClose, children }: MenuAtProps): ReactNode {
  const [before] = useState(() => document.activeElement);
  const resized = useEffectEvent(onClose);
  useEffect(() => {
    const close = (): void => resized();
    window.addEventListener('resize', close);
    return () => window.removeEventListener('resize', close);
  }, []);
  return (
    <Radix.Root modal={false} open onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger aria-hidden="true" tabIndex={-1} className="fixed size-0" style={{ left: x, top: y }} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          aria-labelledby={undefined}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          // Whatever was chosen may have taken the focus already.
          onCloseAutoFocus={giveBackTo(() => before)}
          className={CONTENT}
          onContextMenu={(event) => event.preventDefault()}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  onSelect: () => void;
  /** At the end of the line, and no part of the name. */
  trailing?: ReactNode;
  /** Why it cannot be done now; the item is still to be found, by the keyboard too. */
  disabledReason?: string | null;
  children: ReactNode;
}

export function MenuItem(props: MenuItemProps): ReactNode {
  const { icon, onSelect, trailing, disabledReason = null, children } = props;
  const reasonId = useId();
  const disabled = disabledReason !== null;
  return (
    <Radix.Item
      className={cn(ITEM, disabled && 'text-ink-3')}
      aria-disabled={disabled || undefined}
      aria-describedby={disabled ? reasonId : undefined}
      onSelect={(event) => (disabled ? event.preventDefault() : onSelect())}
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-ink-3">{icon}</span>
      {children}
      {trailing && (
        <span aria-hidden="true" className="ml-auto pl-4">
          {trailing}
        </span>
      )}
      {disabled && (
        <span id={reasonId} aria-hidden="true" className="ml-auto max-w-56 pl-4 text-right text-xs">
          {disabledReason}
        </span>
      )}
    </Radix.Item>
  );
}

/** An item that opens further ones beside it. */
export function MenuMore({
  icon,
  label,
  children,
}: {
  icon?: ReactNode;
  label: string;
  children: ReactNode;
}): ReactNode {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={cn(ITEM, 'data-[state=open]:bg-hover')}>
        <span className="flex size-4 shrink-0 items-center justify-center text-ink-3">{icon}</span>
        {label}
        <ChevronRight size={14} aria-hidden="true" className="ml-auto text-ink-3" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={4} collisionPadding={8} className={CONTENT}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

export function MenuSeparator(): ReactNode {
  return <Radix.Separator className="mx-2 my-1 h-px bg-line" />;
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  /** With the choice the menu has served. */
  closes?: boolean;
  onChange: (value: Value) => void;
}

/** One of several, the present one ticked. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  closes = false,
  onChange,
}: MenuChoiceProps<Value>): ReactNode {
  return (
    <Radix.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Radix.Label className="px-2 pt-1.5 pb-0.5 text-xs text-ink-3">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className={ITEM}
          onSelect={(event) => {
            // The effect is seen at once and can be taken back.
            if (!closes) event.preventDefault();
          }}
        >
          <span className="flex size-4 items-center justify-center">
            <Radix.ItemIndicator>
              <Check size={14} />
            </Radix.ItemIndicator>
          </span>
          {option.icon}
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
