import { useId, type ReactNode } from 'react';

export function CardSection({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line px-4 py-3">
      <h3 id={id} className="mb-1.5 text-xs font-semibold text-ink-3">
        {title}
      </h3>
      {children}
    </section>
  );
}

/** One fact as a pair of term and value. */
export function Fact({ term, children }: { term: string; children: ReactNode }): ReactNode {
  return (
    <div className="flex gap-3 py-0.5 text-sm">
      <dt className="w-28 shrink-0 text-ink-3">{term}</dt>
      <dd className="selectable min-w-0 grow text-ink wrap-anywhere">{children}</dd>
    </div>
  );
}
