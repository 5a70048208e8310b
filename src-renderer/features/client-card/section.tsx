import { ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { cn } from '#renderer/kit/cn.ts';
import { useSections, type SectionName } from './use-sections.ts';

interface CardSectionProps {
  name: SectionName;
  title: string;
  /** How many there are, where it helps to know before it is unfolded. */
  count?: number;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the card that folds away under its title. */
export function CardSection({ name, title, count, action, children }: CardSectionProps): ReactNode {
  const id = useId();
  const { folded, toggle } = useSections();
  const open = !folded.includes(name);
  return (
    <section aria-labelledby={id} className="border-t border-line px-4 py-2">
      <div className="flex h-7 items-center">
        <h3 className="min-w-0 grow text-xs font-semibold">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={`${id}-content`}
            onClick={() => toggle(name)}
            className="-ml-1.5 flex h-6 max-w-full items-center gap-1 rounded-sm pr-1.5 text-ink-3 hover:bg-hover hover:text-ink"
          >
            <ChevronRight size={14} aria-hidden="true" className={cn('shrink-0', open && 'rotate-90')} />
            <span id={id} className="truncate">
              {title}
            </span>
            {count !== undefined && count > 0 && <span className="tnum font-normal">{` ${count}`}</span>}
          </button>
        </h3>
        {open && action}
      </div>
      <div id={`${id}-content`} hidden={!open} className="pb-1">
        {open && children}
      </div>
    </section>
  );
}

/** One fact as a pair of term and value. */
export function Fact({ term, children }: { term: string; children: ReactNode }): ReactNode {
  return (
    <div className="flex gap-3 py-0.5 text-sm">
      <dt className="w-26 shrink-0 text-ink-3">{term}</dt>
      <dd className="selectable min-w-0 grow text-ink wrap-anywhere">{children}</dd>
    </div>
  );
}
