import { AlarmClock, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/react.tsx';
import { useHubNow } from '../kit/clock.ts';
import { cn } from '../kit/cn.ts';
import { urgencyOf, waitedMs } from '../kit/waiting.ts';

/** How long a client has waited. Ticks by itself; what stands around it is not drawn again. */
export function Waited({ since, className }: { since: number; className?: string }): ReactNode {
  const { format } = useTexts();
  const waited = waitedMs(since, useHubNow(15_000));
  const urgency = urgencyOf(waited);
  const Icon = urgency === 'overdue' ? AlarmClock : Clock;
  return (
    <span
      data-urgency={urgency}
      className={cn(
        'tnum flex items-center gap-1',
        urgency === 'fresh' && 'text-ink-3',
        urgency === 'late' && 'font-medium text-warn',
        urgency === 'overdue' && 'font-semibold text-danger',
        className,
      )}
    >
      <Icon size={12} strokeWidth={2.25} aria-hidden="true" className="shrink-0" />
      <span className="truncate">{format.span(waited)}</span>
    </span>
  );
}
