import type { ReactNode } from 'react';
import { comboLabel, type Combo } from './keys.ts';

/** A shortcut as keys, in the words of the person's system. */
export function Kbd({ combo, tone = 'plain' }: { combo: Combo; tone?: 'plain' | 'onDark' }): ReactNode {
  return (
    <span className="inline-flex gap-0.5">
      {comboLabel(combo).map((part) => (
        <kbd
          key={part}
          className={
            tone === 'plain'
              ? 'tnum min-w-5 rounded-xs border border-line-strong bg-canvas px-1 text-center font-sans text-2xs text-ink-2'
              : 'tnum min-w-4 rounded-xs border border-current/30 px-1 text-center font-sans text-2xs'
          }
        >
          {part}
        </kbd>
      ))}
    </span>
  );
}

/** Words of a tooltip followed by the shortcut. */
export function WithKeys({ text, combo }: { text: string; combo: Combo }): ReactNode {
  return (
    <span className="inline-flex items-center gap-2">
      {text}
      <Kbd combo={combo} tone="onDark" />
    </span>
  );
}
