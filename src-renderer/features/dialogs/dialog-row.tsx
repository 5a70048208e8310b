import { Check, Clock3, Ellipsis, Pin } from 'lucide-react';
import { memo, type CSSProperties, type ReactNode } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { OperatorDot } from '#renderer/people/operator-dot.tsx';
import { PresentAvatars } from '#renderer/people/present-avatars.tsx';
import { presentWords } from '#renderer/people/present-words.ts';
import { useOperatorName } from '#renderer/people/use-operator-name.ts';
import { usePresenceWords } from '#renderer/people/use-presence-words.ts';
import { usePresent } from '#renderer/people/who-is-here.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Counter } from '#renderer/kit/counter.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { Mark, Preview, RowState, RowTime } from './row-parts.tsx';
import { rowDescription, rowLabel, rowMark } from './row-words.ts';

/** Height of a row in CSS pixels at the default text size. */
export const ROW_HEIGHT = 76;

export const optionId = (dialogId: Id): string => `dialog-${dialogId}`;

interface DialogOptionProps {
  row: DialogRow;
  me: Id;
  /** Open on the right. */
  selected: boolean;
  /** One of several, to do something to all of them. */
  chosen: boolean;
  /** Some are chosen: then being chosen is what is told as selected. */
  choosing: boolean;
  /** Where the keyboard is. */
  active: boolean;
  position: number;
  total: number;
  top: number;
  onPick: (dialogId: Id, how: 'one' | 'range') => void;
  onOpen: (dialogId: Id) => void;
  /** The button went down; what follows is most likely a click. */
  onPress: (dialogId: Id) => void;
  onMenu: (dialogId: Id, button: Element) => void;
}

export const DialogOption = memo(function DialogOption(props: DialogOptionProps): ReactNode {
  const { row, me, selected, chosen, choosing, active, position, total, top } = props;
  const { onPick, onOpen, onPress, onMenu } = props;
  const texts = useTexts();
  const now = useHubNow(60_000);
  const { dialog } = row;
  const present = usePresent(dialog.id);
  const nameOf = useOperatorName();
  const how = usePresenceWords(row.responsible?.id === me ? null : (row.responsible?.id ?? null));
  const style = { transform: `translateY(${top}px)`, height: ROW_HEIGHT } satisfies CSSProperties;
  const avatarRing = {
    '--avatar-ring': selected || chosen ? 'var(--selected)' : 'var(--canvas)',
  } as CSSProperties;
  return (
    // Keys are the listbox's business; it knows the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={optionId(dialog.id)}
      role="option"
      aria-selected={choosing ? chosen : selected}
      aria-current={selected || undefined}
      data-chosen={chosen || undefined}
      aria-describedby={`${optionId(dialog.id)}-more`}
      aria-posinset={position}
      aria-setsize={total}
      data-dialog-id={dialog.id}
      data-active={active || undefined}
      style={{ ...style, ...avatarRing }}
      onPointerDown={() => onPress(dialog.id)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) onPick(dialog.id, 'one');
        else if (event.shiftKey) onPick(dialog.id, 'range');
        else onOpen(dialog.id);
      }}
      className={cn(
        'group absolute inset-x-0 top-0 flex items-center gap-3 px-3',
        selected || chosen ? 'bg-selected' : 'hover:bg-hover',
        'data-active:[[role=listbox]:focus-visible_&]:outline-2 data-active:[[role=listbox]:focus-visible_&]:-outline-offset-2 data-active:[[role=listbox]:focus-visible_&]:outline-focus',
      )}
    >
      <span className="relative">
        <ChooseMark chosen={chosen} onPick={() => onPick(dialog.id, 'one')} />
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
      <MoreButton dialogId={dialog.id} onMenu={onMenu} />
      <span id={`${optionId(dialog.id)}-more`} hidden>
        {rowDescription(row, me, now, texts)}
        {how !== null && `, ${how}`}
        {present.length > 0 && `, ${presentWords(present, nameOf, texts.t)}`}
      </span>
    </div>
  );
});

interface ChooseMarkProps {
  chosen: boolean;
  onPick: () => void;
}

/** Over the picture, under the pointer: for those who choose without keys. Others have `x` and Ctrl. */
function ChooseMark({ chosen, onPick }: ChooseMarkProps): ReactNode {
  return (
    <span
      aria-hidden="true"
      data-choose
      onClick={(event) => {
        event.stopPropagation();
        onPick();
      }}
      className={cn(
        'absolute inset-0 z-10 items-center justify-center rounded-full border-2',
        chosen
          ? 'flex border-accent bg-accent text-on-accent'
          : 'hidden border-control bg-surface group-hover:flex',
      )}
    >
      {/* Faint before the click: a bare disc in the picture's place does not say what it is for. */}
      <Check size={20} strokeWidth={2.5} className={chosen ? undefined : 'text-ink-3'} />
    </span>
  );
}

/** For the pointer alone: the keyboard has a key for it. */
function MoreButton({ dialogId, onMenu }: Pick<DialogOptionProps, 'onMenu'> & { dialogId: Id }): ReactNode {
  const { t } = useTexts();
  return (
    <span
      aria-hidden="true"
      data-row-menu
      title={t('tidy.more')}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        onMenu(dialogId, event.currentTarget);
      }}
      className="absolute top-1.5 right-2 hidden size-6 items-center justify-center rounded-md bg-raised text-ink-2 shadow-pop group-hover:flex hover:text-ink"
    >
      <Ellipsis size={16} />
    </span>
  );
}

function RowText({ row, me }: { row: DialogRow; me: Id }): ReactNode {
  const { t } = useTexts();
  const { dialog, responsible } = row;
  const nameOf = useOperatorName();
  const mark = rowMark(row, me, t);
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
        {dialog.pinnedBy.includes(me) && <Pin size={12} className="shrink-0 self-center text-accent-text" />}
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
        {mark !== null && <Mark mark={mark} />}
        <RowState dialog={dialog} />
        <PresentAvatars dialogId={dialog.id} nameOf={nameOf} size={16} most={3} silent />
        {responsible !== null && responsible.id !== me && (
          <span className="relative shrink-0">
            <Avatar name={responsible.name} seed={responsible.id} size={16} />
            <OperatorDot
              silent
              operatorId={responsible.id}
              size={8}
              className="absolute -right-1 -bottom-1 rounded-full bg-(--avatar-ring) [--dot-hole:var(--avatar-ring)]"
            />
          </span>
        )}
      </span>
    </span>
  );
}
