import type { ListName } from '#shared/domain/lists.ts';

/** The places that F6 goes round; features mark them with `data-area`, so that nobody hands references about. */
const AREAS = ['list', 'transcript', 'composer', 'card'] as const;
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

/** How long a dialog may take to be drawn before the keyboard stays where it is, in milliseconds; a computer may be very busy. */
const PATIENCE_MS = 10_000;

/** Where the keyboard shall be once a dialog, or a talk of the team, is drawn. */
interface Wish {
  dialogId: string;
  mark: AreaMark;
}
let wish: Wish | null = null;

/**
 * Leads the keyboard into a dialog that is being opened, as soon as it is drawn: to the message field when the person
 * entered it; to where he was in the former dialog when he stepped from there; otherwise it stays where it is. Given up
 * when another dialog is opened meanwhile or he went elsewhere himself.
 */
export function leadKeyboardInto(dialogId: string, how: 'enter' | 'look'): void {
  const from = document.activeElement;
  // The last step may still be on its way: then its wish is handed on.
  const mark = how === 'enter' ? 'composer' : (markInDialog(from) ?? (from === document.body && wish?.mark));
  if (!mark) {
    wish = null;
    return;
  }
  const mine: Wish = { dialogId, mark };
  wish = mine;
  const until = performance.now() + PATIENCE_MS;
  const look = (): void => {
    if (wish !== mine) return;
    const here = document.activeElement;
    const id = CSS.escape(dialogId);
    const dialog = `:is([data-dialog-id="${id}"], [data-talk-id="${id}"])`;
    // Who enters a dialog that asks him something answers that before he writes.
    const lead = how === 'enter' ? document.querySelector<HTMLElement>(`${dialog} [data-lead]`) : null;
    const area = lead ?? document.querySelector<HTMLElement>(`${dialog} [data-area=${mark}]`);
    const wentElsewhere = here !== from && here !== document.body;
    if (area === null && !wentElsewhere && performance.now() < until) {
      requestAnimationFrame(look);
      return;
    }
    if (area !== null && !wentElsewhere) area.focus();
    wish = null;
  };
  requestAnimationFrame(look);
}

/**
 * Leads the keyboard into the list when nothing else has it: after signing in the form it was in is gone, after a change of the list or
 * a search the former list, and the screen says that arrows lead through the list. Null: no list is in front.
 * @returns the way to give it up
 */
export function leadKeyboardToList(list: ListName | 'team' | null): () => void {
  const until = performance.now() + PATIENCE_MS;
  let given = false;
  const look = (): void => {
    if (given || list === null || document.activeElement !== document.body) return;
    // Where the person is led into what he opened, the list is not for him.
    if (wish !== null && performance.now() < until) {
      requestAnimationFrame(look);
      return;
    }
    const element = document.querySelector<HTMLElement>(`[data-area=list][data-list=${list}]`);
    element?.focus();
    if (element === null && performance.now() < until) requestAnimationFrame(look);
  };
  look();
  return () => {
    given = true;
  };
}

function markInDialog(element: Element | null): AreaMark | null {
  const mark = element?.closest('[data-dialog-id], [data-talk-id]')
    ? element.closest<HTMLElement>('[data-area]')
    : null;
  return AREAS.find((area) => area === mark?.dataset['area']) ?? null;
}
