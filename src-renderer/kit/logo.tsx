import type { ReactNode } from 'react';

/** The mark: a speech ring and the answer that goes back out of it. The same lines as in build/icons/icon.svg. */
export function Logo({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="block"
    >
      <path d="M7.2 24.4A12 12 0 1 1 16 28H5z" stroke="currentColor" />
      <path d="M20 21h-4.5a4.25 4.25 0 0 1 0-8.5h6m-3.2-3.5 3.2 3.5-3.2 3.5" stroke="#58c9ba" />
    </svg>
  );
}
