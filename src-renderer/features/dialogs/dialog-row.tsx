import { Clock3 } from 'lucide-react';
import { memo, type CSSProperties, type ReactNode } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { useNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Counter } from '#renderer/kit/counter.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { Preview, RowTime, Waiting } from './row-parts.tsx';
import { rowDescription, rowLabel } from './row-words.ts';

/** Height of a row in CSS pixels at the default text size. */
export const ROW_HEIGHT = 76;

export const optionId = (dialogId: Id): string => `dialog-${dialogId}`;

interface DialogOptionProps {
  row: DialogRow;
  me: Id;
  /** Open on the right. */
  selected: boolean;
  /** Where the keyboard is. */
  active: boolean;
  position: number;
  total: number;
  top: number;
  onOpen: (dialogId: Id) => void;
}

export const DialogOption = memo(function DialogOption(props: DialogOptionProps): ReactNode {
  const { row, me, selected, active, position, total, top, onOpen } = props;
  const texts = useTexts();
  const now = useNow(60_000);
  const { dialog } = row;
  const style = { transform: `translateY(${top}px)`, height: ROW_HEIGHT } satisfies CSSProperties;
  const avatarRing = { '--avatar-ring': selected ? 'var(--selected)' : 'var(--canvas)' } as CSSProperties;
  return (
    // Keys are the listbox's business; it knows the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={optionId(dialog.id)}
      role="option"
      aria-selected={selected}
      aria-describedby={`${optionId(dialog.id)}-more`}
      aria-posinset={position}
      aria-setsize={total}
      data-dialog-id={dialog.id}
      data-active={active || undefined}
      style={style}
      onClick={() => onOpen(dialog.id)}
      className={cn(
        'absolute inset-x-0 top-0 flex items-center gap-3 px-3',
        selected ? 'bg-selected' : 'hover:bg-hover',
        'data-active:[[role=listbox]:focus-visible_&]:outline-2 data-active:[[role=listbox]:focus-visible_&]:-outline-offset-2 data-active:[[role=listbox]:focus-visible_&]:outline-focus',
      )}
    >
      <span style={avatarRing}>
        <Avatar
          name={contactName(row.contact, texts.t)}
          seed={dialog.contactId}
          size={40}
          channel={row.channel?.kind}
          nameless={(row.contact?.name ?? '') === ''}
        />
      </span>
      <span className="sr-only">{rowLabel(row, me, texts)}</span>
      <RowText row={row} me={me} />
      <span id={`${optionId(dialog.id)}-more`} hidden>
        {rowDescription(row, now, texts)}
      </span>
    </div>
  );
});

function RowText({ row, me }: { row: DialogRow; me: Id }): ReactNode {
  const { t } = useTexts();
  const { dialog, responsible } = row;
  return (
    <span aria-hidden="true" className="flex min-w-0 grow flex-col gap-px border-b border-transparent">
      <span className="flex items-baseline gap-2">
        <bdi
          className={cn(
            'min-w-0 grow truncate text-left text-md text-ink',
            dialog.unread > 0 ? 'font-semibold' : 'font-medium',
          )}
        >
          {contactName(row.contact, t)}
        </bdi>
        {row.pending && <Clock3 size={11} className="shrink-0 self-center text-ink-3" />}
        <RowTime at={dialog.lastMessage?.at ?? dialog.lastActivityAt} />
      </span>
      <span className="flex h-4.5 items-center gap-2">
        <span className="min-w-0 grow truncate text-sm text-ink-2">
          <Preview row={row} me={me} />
        </span>
        {dialog.unread > 0 && (
          <Counter count={dialog.unread} tone={dialog.waitingSince === null ? 'count' : 'accent'} />
        )}
      </span>
      <span className="flex h-4 items-center gap-2">
        <span className="min-w-0 grow truncate text-xs text-ink-3">
          {[row.channel?.name, row.line?.name].filter(Boolean).join(' · ')}
        </span>
        {dialog.waitingSince !== null && <Waiting since={dialog.waitingSince} />}
        {responsible !== null && responsible.id !== me && (
          <Avatar name={responsible.name} seed={responsible.id} size={16} />
        )}
      </span>
    </span>
  );
}
