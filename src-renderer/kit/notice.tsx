import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

type Tone = 'info' | 'warn' | 'danger';

const TONES: Record<Tone, { box: string; icon: typeof Info }> = {
  info: { box: 'bg-accent-soft text-accent-text', icon: Info },
  warn: { box: 'bg-warn-soft text-warn', icon: TriangleAlert },
  danger: { box: 'bg-danger-soft text-danger', icon: CircleAlert },
};

interface NoticeProps {
  tone: Tone;
  children: ReactNode;
  /** Buttons beside the text. */
  actions?: ReactNode;
  dismiss?: { label: string; onDismiss: () => void };
  /** `alert` interrupts screen readers; for what the person just did. */
  urgent?: boolean;
  className?: string;
}

/** A line that says what happened, at the place where it matters. */
export function Notice({
  tone,
  children,
  actions,
  dismiss,
  urgent = false,
  className,
}: NoticeProps): ReactNode {
  const Icon = TONES[tone].icon;
  return (
    <div
      role={urgent ? 'alert' : undefined}
      className={cn('flex min-h-9 items-center gap-2 px-3 py-1.5 text-sm', TONES[tone].box, className)}
    >
      <Icon size={16} className="shrink-0" aria-hidden="true" />
      <div className="min-w-0 grow font-medium">{children}</div>
      {actions}
      {dismiss !== undefined && (
        <button
          type="button"
          aria-label={dismiss.label}
          onClick={dismiss.onDismiss}
          className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-hover"
        >
          <X size={14} />
        </button>
      )}
    </div>
  );
}
