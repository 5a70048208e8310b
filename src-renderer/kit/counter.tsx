import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** Beyond 999 nobody reads the exact number, and the row must not grow. */
export const countText = (count: number, atLeast = false): string =>
  count > 999 ? '999+' : `${count}${atLeast ? '+' : ''}`;

interface CounterProps {
  count: number;
  /** More may be on the way. */
  atLeast?: boolean;
  tone: 'badge' | 'count' | 'accent' | 'team';
  className?: string;
}

/** A number in a pill; decorative, as its owner says the number in words. */
export function Counter({ count, atLeast, tone, className }: CounterProps): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'tnum inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1.25 text-2xs font-semibold',
        tone === 'badge' && 'bg-badge text-on-badge',
        tone === 'count' && 'bg-count text-on-count',
        tone === 'accent' && 'bg-accent text-on-accent',
        tone === 'team' && 'bg-team text-on-team',
        className,
      )}
    >
      {countText(count, atLeast)}
    </span>
  );
}
