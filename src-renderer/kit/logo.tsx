import type { ReactNode } from 'react';

/** The mark: a speech ring and the answer that comes back into it. */
export function Logo({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" className="block">
      <path
        d="M7.200 24.400A12 12 0 1 1 16 28H5l2.200-3.600"
        stroke="currentColor"
        strokeWidth="2.600"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M20.500 12.500h-6a3.500 3.500 0 0 0 0 7h3m3-7-3-3m3 3-3 3"
        stroke="#58c9ba"
        strokeWidth="2.600"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
