import { PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { useTexts } from '../i18n/react.tsx';
import { Avatar } from '../kit/avatar.tsx';
import { cn } from '../kit/cn.ts';
import { presentWords } from './present-words.ts';
import { usePresent } from './who-is-here.ts';

interface PresentAvatarsProps {
  dialogId: Id;
  nameOf: (operatorId: Id) => string;
  size: 16 | 24;
  /** Further ones are counted. */
  most: number;
  /** The same is said in words elsewhere. */
  silent?: boolean;
  className?: string;
}

/** Colleagues who have the dialog before them, each to be read whole, with a pencil on those who write. Nothing when there is nobody. */
export function PresentAvatars(props: PresentAvatarsProps): ReactNode {
  const { dialogId, nameOf, size, most, silent = false, className } = props;
  const { t } = useTexts();
  const present = usePresent(dialogId);
  if (present.length === 0) return null;
  const words = presentWords(present, nameOf, t);
  const shown = present.slice(0, present.length > most ? most - 1 : most);
  const more = present.length - shown.length;
  return (
    <span
      title={words}
      className={cn('flex shrink-0 items-center gap-0.5', className)}
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': words })}
    >
      {shown.map(({ operatorId, doing }) => (
        <span key={operatorId} data-doing={doing} className="relative rounded-full">
          <Avatar name={nameOf(operatorId)} seed={operatorId} size={size} />
          {doing !== 'looking' && (
            <span
              className={cn(
                'absolute -right-0.5 -bottom-0.5 z-10 flex items-center justify-center rounded-full bg-(--avatar-ring,var(--surface))',
                doing === 'answering' ? 'text-accent-text' : 'text-warn',
                size === 24 ? 'size-3.5' : 'size-2.5',
              )}
            >
              <PencilLine size={size === 24 ? 10 : 8} strokeWidth={2.5} />
            </span>
          )}
        </span>
      ))}
      {more > 0 && <span className="tnum ml-1 text-2xs font-medium text-ink-3">+{more}</span>}
    </span>
  );
}
