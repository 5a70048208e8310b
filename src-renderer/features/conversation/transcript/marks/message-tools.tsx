import { Ellipsis, Reply, SmilePlus } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import { useTranscript } from '../transcript-context.ts';
import { isUnsent } from './may-do.ts';
import { useIsPointed } from './pointed.ts';

/** Beside the message under the pointer, or with the focus: answer, react, and everything else. */
export function MessageTools({ item, ours }: { item: TranscriptItem; ours: boolean }): ReactNode {
  const { t } = useTexts();
  const { marks, pointed, openMenu } = useTranscript();
  const { message, pending } = item;
  const shown = useIsPointed(pointed, message.id);
  if (!shown || message.body.kind !== 'text' || isUnsent(pending)) return null;
  const may = marks.may(message);
  const openAt = (event: MouseEvent<HTMLElement>): void => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    openMenu({ item, x: left, y: bottom });
  };
  return (
    <div
      className={cn(
        'absolute top-0 z-10 flex rounded-md bg-raised shadow-bubble',
        ours ? 'right-full mr-1' : 'left-full ml-1',
      )}
    >
      {may.react && (
        <Tool label={t('message.react')} onClick={openAt}>
          <SmilePlus size={15} aria-hidden="true" />
        </Tool>
      )}
      {may.reply && (
        <Tool label={t('message.reply')} onClick={() => marks.reply(message)}>
          <Reply size={15} aria-hidden="true" />
        </Tool>
      )}
      <Tool label={t('message.more')} onClick={openAt}>
        <Ellipsis size={15} aria-hidden="true" />
      </Tool>
    </div>
  );
}

interface ToolProps {
  label: string;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
}

function Tool({ label, onClick, children }: ToolProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="flex size-7 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
    >
      {children}
    </button>
  );
}
