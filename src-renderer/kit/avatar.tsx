import type { CSSProperties, ReactNode } from 'react';
import { cn } from './cn.ts';
import { ChannelGlyph, type GlyphKind } from './channel-glyph.tsx';
import { hueOf, initialsOf } from './hue.ts';

interface AvatarProps {
  name: string;
  /** What the hue is made of: an id, so that a changed name keeps its colour. */
  seed: string;
  size: 16 | 24 | 36 | 40 | 64;
  /** Glyph in the corner: where the client writes. */
  channel?: GlyphKind | undefined;
  /** People without a name show a silhouette instead of meaningless initials. */
  nameless?: boolean;
  className?: string;
}

const TEXT = {
  16: 'text-[0.5rem]',
  24: 'text-[0.625rem]',
  36: 'text-xs',
  40: 'text-sm',
  64: 'text-xl',
} as const;

/** Decorative: the name always stands beside it. Lightness is fixed in OKLCH, so white on it is readable at every hue. */
export function Avatar({ name, seed, size, channel, nameless = false, className }: AvatarProps): ReactNode {
  const style = {
    width: size,
    height: size,
    background: `oklch(var(--avatar-l) var(--avatar-c) ${hueOf(seed)})`,
  } satisfies CSSProperties;
  const initials = nameless ? '' : initialsOf(name);
  return (
    <span className={cn('relative shrink-0 select-none', className)} aria-hidden="true">
      <span
        style={style}
        className={cn(
          'flex items-center justify-center rounded-full leading-none font-semibold text-(--on-avatar)',
          TEXT[size],
        )}
      >
        {initials === '' ? <Silhouette size={size} /> : initials}
      </span>
      {channel !== undefined && (
        <span className="absolute -right-1 -bottom-1 rounded-full bg-(--avatar-ring,var(--canvas)) p-0.5">
          <ChannelGlyph kind={channel} size={size === 64 ? 20 : 14} />
        </span>
      )}
    </span>
  );
}

function Silhouette({ size }: { size: number }): ReactNode {
  return (
    <svg width={size * 0.58} height={size * 0.58} viewBox="0 0 24 24" fill="currentColor">
      <circle cx="12" cy="7.5" r="4.5" />
      <path d="M3 22c0-5 4-8 9-8s9 3 9 8z" />
    </svg>
  );
}
