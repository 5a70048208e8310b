import type { ReactNode } from 'react';

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  text: string;
  /** The title is the heading of the page, when nothing else can be. */
  heading?: boolean;
  /** What can be done about it. */
  actions?: ReactNode;
}

/** What an area says when there is nothing in it. */
export function Empty({ icon, title, text, heading = false, actions }: EmptyProps): ReactNode {
  const Title = heading ? 'h1' : 'p';
  return (
    <div className="flex h-full flex-col items-center justify-center px-8 text-center">
      {icon !== undefined && <div className="mb-3 text-ink-3">{icon}</div>}
      <Title className="text-md font-medium text-ink-2 text-balance">{title}</Title>
      <p className="mt-1 max-w-72 text-sm text-ink-3 text-pretty">{text}</p>
      {actions !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
