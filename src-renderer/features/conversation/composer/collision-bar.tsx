import { PencilLine, Reply, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { lastWords } from '#renderer/i18n/words/files.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Bar, Landed } from './collision.ts';
import type { Collision } from './use-collision.ts';

interface CollisionBarProps {
  dialog: Dialog;
  collision: Collision;
  nameOf: (operatorId: Id) => string;
  /** A button of the bar was pressed, which may be gone now. */
  onSettled: () => void;
}

/** Says calmly, above the message field, what a colleague is doing at the same time; the text below stays as it is. */
export function CollisionBar({ dialog, collision, nameOf, onSettled }: CollisionBarProps): ReactNode {
  const { bar, dismiss, sendAnyway } = collision;
  const { t } = useTexts();
  const asks = isAsking(bar);
  // Always there, so that screen readers know the place before it speaks.
  return (
    <div aria-live={asks ? 'assertive' : 'polite'} className="shrink-0">
      {bar.kind !== 'none' && (
        <div
          data-collision={asks ? 'asking' : bar.kind}
          className={cn(
            'flex min-h-8 items-center gap-2 border-t border-line px-4 py-1 text-sm',
            asks ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent-text',
          )}
        >
          <Icon bar={bar} />
          <p className="min-w-0 grow">
            <Words bar={bar} dialog={dialog} nameOf={nameOf} />
          </p>
          {asks && (
            <Button
              size="sm"
              look="plain"
              onClick={() => {
                sendAnyway();
                onSettled();
              }}
            >
              {t('collision.sendAnyway')}
            </Button>
          )}
          {bar.kind === 'landed' && (
            <button
              type="button"
              aria-label={t('common.dismiss')}
              onClick={() => {
                dismiss();
                onSettled();
              }}
              className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-hover"
            >
              <X size={14} aria-hidden="true" />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

const isAsking = (bar: Bar): boolean =>
  bar.kind === 'asking' || bar.kind === 'held' || (bar.kind === 'landed' && bar.asking);

function Icon({ bar }: { bar: Bar }): ReactNode {
  const Mark = bar.kind === 'landed' ? Reply : PencilLine;
  return <Mark size={15} aria-hidden="true" className="shrink-0" />;
}

function Words({
  bar,
  dialog,
  nameOf,
}: { bar: Bar } & Pick<CollisionBarProps, 'dialog' | 'nameOf'>): ReactNode {
  const { t } = useTexts();
  if (bar.kind === 'none') return null;
  if (bar.kind === 'landed') {
    const name = nameOf(bar.landed.operatorId);
    const said = wordsOf(dialog, bar.landed);
    return (
      <>
        <span className="font-medium">
          {t(said === null ? 'collision.landed' : 'collision.landedWith', { name })}{' '}
        </span>
        {said !== null && <bdi className="line-clamp-2 text-ink">{lastWords(said, t)}</bdi>}
        {bar.asking && <span className="font-medium"> {t('collision.again')}</span>}
      </>
    );
  }
  const count = bar.operatorIds.length;
  const names = bar.operatorIds.map(nameOf).join(', ');
  return <span className="font-medium">{t(`collision.${bar.kind}`, { count, names })}</span>;
}

/** What he wrote, as long as nothing was said after it. */
function wordsOf({ lastMessage }: Dialog, landed: Landed): Dialog['lastMessage'] {
  return lastMessage?.seq === landed.seq ? lastMessage : null;
}
