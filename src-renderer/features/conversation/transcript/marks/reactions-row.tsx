import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Tooltip } from '#renderer/kit/tooltip.tsx';
import type { Message } from '#shared/domain/message.ts';
import { countReactions } from '#shared/domain/reactions.ts';
import { useTranscript } from '../transcript-context.ts';

/** Reactions under a message, with how many and who; a press sets one's own, or takes it away. */
export function ReactionsRow({ message }: { message: Message }): ReactNode {
  const { t } = useTexts();
  const { me, authorName, marks } = useTranscript();
  if (message.reactions.length === 0) return null;
  const may = marks.may(message).react;
  return (
    <div role="group" aria-label={t('message.reactions')} className="mt-1 flex flex-wrap gap-1">
      {countReactions(message.reactions).map(({ emoji, by }) => {
        const mine = by.includes(me);
        const names = by.map((side) =>
          side === 'client'
            ? authorName({ kind: 'client', contactId: '' })
            : authorName({ kind: 'operator', operatorId: side }),
        );
        const who = names.join(', ');
        return (
          <Tooltip key={emoji} content={who}>
            <button
              type="button"
              aria-pressed={mine}
              aria-disabled={!may || undefined}
              aria-label={t('message.reaction', { emoji, count: by.length, who })}
              onClick={() => marks.react(message.id, mine ? null : emoji)}
              className={cn(
                'inline-flex h-6 items-center gap-1 rounded-full border px-2 text-xs',
                mine
                  ? 'border-accent bg-hover font-semibold text-accent-text'
                  : 'border-line-strong bg-surface text-ink-2 hover:bg-hover',
              )}
            >
              <span aria-hidden="true" className="text-sm">
                {emoji}
              </span>
              <span className="tnum">{by.length}</span>
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
