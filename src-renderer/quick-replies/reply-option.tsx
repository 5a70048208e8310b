import { Clock3, Paperclip, PencilLine, TriangleAlert } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { previewOf } from '#shared/lib/text.ts';
import type { ReplyView } from '../data/queries/views.ts';
import { useTexts } from '../i18n/react.tsx';
import { cn } from '../kit/cn.ts';
import { Kbd } from '../kit/kbd.tsx';
import { ShelfIcon } from './folder-tree.tsx';
import { slotKeys, type Slot } from './use-replies.ts';

export const ROW_HEIGHT = 54;

interface ReplyOptionProps {
  id: string;
  view: ReplyView;
  slot: Slot | null;
  active: boolean;
  position: number;
  total: number;
  top: number;
  /** Words of it wait in the editor. */
  unsaved: boolean;
  onPoint: ((id: Id) => void) | undefined;
  onChoose: (view: ReplyView) => void;
  onOpen: ((view: ReplyView) => void) | undefined;
}

/** One reply in a list. Title and text are a colleague's: only ever text nodes. */
export const ReplyOption = memo(function ReplyOption(props: ReplyOptionProps): ReactNode {
  const { id, view, slot, active, position, total, top, unsaved, onPoint, onChoose, onOpen } = props;
  return (
    // Keys are the business of the list or the field; they know the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-posinset={position}
      aria-setsize={total}
      // A field that has the keyboard keeps it.
      onPointerDown={onPoint && ((event) => event.preventDefault())}
      // Moved, not entered: what comes to lie under a resting pointer is not pointed at.
      onPointerMove={active || !onPoint ? undefined : () => onPoint(view.reply.id)}
      onClick={() => onChoose(view)}
      onDoubleClick={onOpen && (() => onOpen(view))}
      style={{ top, height: ROW_HEIGHT }}
      className={cn(
        'absolute inset-x-2 flex flex-col justify-center gap-0.5 rounded-md px-2',
        active ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <ReplyLines view={view} slot={slot} unsaved={unsaved} />
    </div>
  );
});

/** What a reply looks like wherever it is chosen: title, keys, the beginning of its text. */
export function ReplyLines({
  view,
  slot,
  unsaved = false,
}: {
  view: ReplyView;
  slot: Slot | null;
  unsaved?: boolean;
}): ReactNode {
  const { reply } = view;
  return (
    <>
      <span className="flex min-w-0 items-center gap-2 text-sm text-ink">
        <ShelfIcon shelf={reply.shelf} size={14} />
        <bdi className="min-w-0 shrink truncate font-medium">{reply.title}</bdi>
        {reply.shortcut !== null && (
          <bdi className="max-w-28 shrink-0 truncate text-xs text-ink-3">/{reply.shortcut}</bdi>
        )}
        <span className="ms-auto flex shrink-0 items-center gap-1.5 text-ink-3">
          <Marks view={view} unsaved={unsaved} />
          {slot !== null && (
            <span aria-hidden="true">
              <Kbd combo={slotKeys(slot)} />
            </span>
          )}
        </span>
      </span>
      <span className="flex min-w-0 text-xs text-ink-3">
        <bdi className="min-w-0 truncate">{previewOf(reply.text)}</bdi>
      </span>
    </>
  );
}

function Marks({ view, unsaved }: { view: ReplyView; unsaved: boolean }): ReactNode {
  const { t } = useTexts();
  const { reply, pending, refused } = view;
  return (
    <>
      {unsaved && <Mark icon={PencilLine} words={t('reply.unsaved')} />}
      {refused.length > 0 && <Mark icon={TriangleAlert} words={t('reply.refused')} tone="text-danger" />}
      {pending && <Mark icon={Clock3} words={t('reply.waiting')} />}
      {reply.attachments.length > 0 && (
        <Mark icon={Paperclip} words={t('reply.files', { count: reply.attachments.length })} />
      )}
    </>
  );
}

function Mark({ icon: Icon, words, tone }: { icon: typeof Clock3; words: string; tone?: string }): ReactNode {
  return (
    <span title={words} className={tone}>
      <Icon size={14} aria-hidden="true" />
      <span className="sr-only">{words}</span>
    </span>
  );
}
