import { CornerDownLeft, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Kbd } from '#renderer/kit/kbd.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';

interface EditorFootProps {
  /** Null: it is not there yet. */
  view: ReplyView | null;
  nameOf: (id: Id) => string;
  changed: boolean;
  readOnly: boolean;
  onRevert: () => void;
  onDelete: (view: ReplyView) => void;
  onInsert: ((reply: QuickReply) => void) | null;
}

/** What can be done with the reply as it stands, and how it stands with it. */
export function EditorFoot(props: EditorFootProps): ReactNode {
  const { view, nameOf, changed, readOnly, onRevert, onDelete, onInsert } = props;
  const { t } = useTexts();
  const there = view !== null && !view.unsaved && !view.reply.deleted;
  return (
    <div className="flex min-h-14 shrink-0 flex-wrap items-center gap-2 border-t border-line px-4 py-2">
      {there && !readOnly && (
        <IconButton label={t('reply.delete')} onClick={() => onDelete(view)}>
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      )}
      <State view={view} nameOf={nameOf} changed={changed} />
      {there && !changed && onInsert && (
        <Button onClick={() => onInsert(view.reply)}>
          <CornerDownLeft size={15} aria-hidden="true" />
          {t('reply.insert')}
        </Button>
      )}
      {changed && <Button onClick={onRevert}>{t('reply.revert')}</Button>}
      {!readOnly && (
        <Button
          type="submit"
          look="primary"
          disabledReason={changed ? null : t('reply.nothingToSave')}
          hint={<SaveHint />}
        >
          {t('reply.save')}
        </Button>
      )}
    </div>
  );
}

function SaveHint(): ReactNode {
  return <Kbd combo={{ code: 'Enter', mod: true }} tone="onDark" />;
}

/** Kept, on its way, or who changed it last. */
function State({ view, nameOf, changed }: Pick<EditorFootProps, 'view' | 'nameOf' | 'changed'>): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  const me = useClient().session.operator.id;
  const words = (): string => {
    if (changed) return t('reply.draftKept');
    if (view === null) return '';
    if (view.pending) return t('reply.savedWaiting');
    const { updatedBy, updatedAt } = view.reply;
    const when = format.listTime(updatedAt, now);
    return updatedBy === me
      ? t('reply.updatedYou', { when })
      : t('reply.updated', { name: nameOf(updatedBy), when });
  };
  return (
    <p aria-live="polite" className="min-w-0 grow basis-40 text-xs text-ink-3">
      {words()}
    </p>
  );
}
