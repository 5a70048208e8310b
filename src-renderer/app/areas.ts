/** The places that F6 goes round; features mark them with `data-area`, so that nobody hands references about. */
const AREAS = ['list', 'transcript', 'composer'] as const;
export type AreaMark = (typeof AREAS)[number];

const find = (mark: AreaMark): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-area=${mark}]`);

/** Answers whether the area is there. */
export function focusArea(mark: AreaMark): boolean {
  const element = find(mark);
  element?.focus();
  return element !== null;
}

/** Goes to the next area that exists, round and round. */
export function stepArea(by: 1 | -1): void {
  const here = AREAS.findIndex((mark) => find(mark)?.contains(document.activeElement) ?? false);
  for (let i = 1; i <= AREAS.length; i += 1) {
    const start = here < 0 && by < 0 ? 0 : here;
    const mark = AREAS[(start + by * i + AREAS.length * 2) % AREAS.length];
    if (mark !== undefined && focusArea(mark)) return;
  }
}
