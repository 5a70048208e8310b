import type { ReactNode } from 'react';

/** What an area says when there is nothing in it. */
export function Empty({ icon, title, text }: { icon?: ReactNode; title: string; text: string }): ReactNode {
  return (
    <div className="flex h-full flex-col items-center justify-center px-8 text-center">
      {icon !== undefined && <div className="mb-3 text-ink-3">{icon}</div>}
      <p className="text-md font-medium text-ink-2 text-balance">{title}</p>
      <p className="mt-1 max-w-72 text-sm text-ink-3 text-pretty">{text}</p>
    </div>
  );
}
