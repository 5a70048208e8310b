import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type DotState = 'online' | 'away' | 'break' | 'off' | 'offline' | 'unknown';

const TONES: Record<DotState, string> = {
  online: 'text-ok',
  away: 'text-warn',
  break: 'text-warn',
  off: 'text-ink-3',
  offline: 'text-ink-3',
  unknown: 'text-ink-3',
};

/** Each state has a shape of its own: the colours only help. */
const SHAPES: Record<DotState, ReactNode> = {
  online: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  away: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path
        d="M6 3.5V6l1.75 1.25"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </>
  ),
  break: (
    <path
      d="M2.5 1.5h2.25v9H2.5zM7.25 1.5H9.5v9H7.25z"
      fill="currentColor"
      stroke="currentColor"
      strokeLinejoin="round"
      strokeWidth="0.75"
    />
  ),
  off: (
    <>
      <circle cx="6" cy="6" r="5" fill="currentColor" />
      <path d="M3.5 6h5" stroke="var(--dot-hole, var(--surface))" strokeWidth="1.75" strokeLinecap="round" />
    </>
  ),
  offline: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  unknown: (
    <circle
      cx="6"
      cy="6"
      r="4.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="1.9 1.9"
    />
  ),
};

interface PresenceDotProps {
  state: DotState;
  /** Null where the same is said in words beside it. */
  label: string | null;
  size?: number;
  className?: string;
}

/** How it stands with a person, at a glance. */
export function PresenceDot({ state, label, size = 10, className }: PresenceDotProps): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      data-presence={state}
      className={cn('shrink-0', TONES[state], className)}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {label !== null && <title>{label}</title>}
      {SHAPES[state]}
    </svg>
  );
}
