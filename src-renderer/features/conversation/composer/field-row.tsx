import type { ReactNode } from 'react';

/** The field beside its buttons; where that is too narrow the words have a row of their own. */
export function FieldRow({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="@container">
      <div className="mx-auto flex max-w-4xl flex-wrap items-end gap-x-1 gap-y-1.5 px-4 @md:flex-nowrap @md:gap-x-2">
        {children}
      </div>
    </div>
  );
}
