import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplyBase } from '#shared/domain/quick-reply.ts';
import { draftOf, formOf } from './form.ts';

interface Gone {
  view: ReplyView;
  /** What it is to be put back on. */
  base: ReplyBase;
}

export interface Deleted {
  last: Gone | null;
  failure: string | null;
  remove: (view: ReplyView) => void;
  /** Puts the last one back. @returns which */
  restore: () => Promise<Id | null>;
}

/** Deleting asks nothing, because it can be taken back as long as the window is open. */
export function useDeleted(): Deleted {
  const { actions } = useClient();
  const [last, setLast] = useState<Gone | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const failed = (error: unknown): void => setFailure(error instanceof Error ? error.message : String(error));
  return {
    last,
    failure,
    remove(view) {
      setFailure(null);
      const refused = view.refused.map(({ intentId }) => intentId);
      actions
        .deleteQuickReply(view.reply.id, view.basedOn, refused)
        .then((base) => setLast({ view, base }), failed);
    },
    async restore() {
      const draft = last && draftOf(last.view.reply.id, formOf(last.view.reply));
      if (!last || !draft) return null;
      setLast(null);
      try {
        await actions.saveQuickReply(draft, last.base);
        return draft.id;
      } catch (error) {
        setLast(last);
        failed(error);
        return null;
      }
    },
  };
}

/** What was deleted last, and the way back. Its place is always there, so that it is heard. */
export function DeletedBar({ deleted, onBack }: { deleted: Deleted; onBack: (id: Id) => void }): ReactNode {
  const { t } = useTexts();
  const { last, failure, restore } = deleted;
  return (
    <div aria-live="polite" className="shrink-0">
      {failure !== null && (
        <p className="border-t border-line bg-danger-soft px-4 py-2 text-sm text-danger">
          {t('action.failed', { detail: failure })}
        </p>
      )}
      {last !== null && (
        <div className="flex items-center gap-2 border-t border-line bg-canvas py-1.5 ps-4 pe-2">
          <p className="min-w-0 grow truncate text-sm text-ink-2">
            {t('reply.deleted', { title: last.view.reply.title })}
          </p>
          <Button
            size="sm"
            onClick={() => {
              restore().then(
                (id) => id !== null && onBack(id),
                () => undefined,
              );
            }}
          >
            {t('reply.undo')}
          </Button>
        </div>
      )}
    </div>
  );
}
