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

/** How long a dialog may take to be drawn before the keyboard stays where it is, in milliseconds. */
const PATIENCE_MS = 3000;
let latestWish = 0;

/**
 * Goes to the message field of a dialog as soon as it is drawn: its rows come from the replica, in as many frames as the
 * computer needs. Given up when the person meanwhile opened another dialog or went elsewhere himself.
 */
export function focusComposerOf(dialogId: string): void {
  latestWish += 1;
  const wish = latestWish;
  const from = document.activeElement;
  const until = performance.now() + PATIENCE_MS;
  const look = (): void => {
    const here = document.activeElement;
    if (wish !== latestWish || (here !== from && here !== document.body)) return;
    const field = document.querySelector<HTMLElement>(
      `[data-dialog-id="${CSS.escape(dialogId)}"] [data-area=composer]`,
    );
    if (field !== null) field.focus();
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
