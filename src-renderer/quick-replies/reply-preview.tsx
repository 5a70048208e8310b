import { Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Filled, FilledPart } from '#shared/domain/reply-variables.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { useTexts } from '../i18n/react.tsx';
import { cn } from '../kit/cn.ts';

interface ReplyPreviewProps {
  filled: Filled;
  attachments: readonly Pick<Attachment, 'id' | 'name'>[];
  className?: string;
}

/** What a reply will write, with its variables marked: known ones underlined, unknown ones as what is missing. */
export function ReplyPreview({ filled, attachments, className }: ReplyPreviewProps): ReactNode {
  return (
    <div className={cn('text-sm text-ink', className)}>
      <p dir="auto" className="prose-text">
        {filled.parts.map((part, i) => (
          // Pieces have no other identity than their place.
          <Part key={i} part={part} />
        ))}
      </p>
      {attachments.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {attachments.map(({ id, name }) => (
            <li
              key={id}
              className="flex max-w-full items-center gap-1 rounded-sm border border-line px-1.5 py-0.5 text-xs text-ink-2"
            >
              <Paperclip size={12} aria-hidden="true" className="shrink-0" />
              <bdi className="truncate">{name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Part({ part }: { part: FilledPart }): ReactNode {
  const { t } = useTexts();
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'value':
      return (
        <bdi
          title={t(`reply.variable.${part.variable}`)}
          className="underline decoration-accent decoration-dotted underline-offset-3"
        >
          {part.text}
        </bdi>
      );
    case 'empty':
      return (
        <span data-missing className="rounded-xs bg-warn-soft px-1 font-medium text-warn">
          {t(`reply.variable.${part.variable}`)}
        </span>
      );
    case 'unknown':
      return (
        <span data-unknown className="rounded-xs bg-danger-soft px-1 text-danger">
          {part.text}
        </span>
      );
    default:
      return exhaustive(part, 'part of a filled text');
  }
}
