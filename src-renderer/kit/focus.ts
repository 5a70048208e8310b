/** Nobody has the keyboard: what had it is gone. */
export function focusIsLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Whatever was chosen or pressed may have led the keyboard elsewhere already. */
export function focusIfLost(target: unknown): void {
  if (focusIsLost() && target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/** For the end of something that lay over the window: who gets the keyboard then, unless it was led elsewhere already. */
export function giveBackTo(target: () => Element | null) {
  return (event: Event): void => {
    event.preventDefault();
    focusIfLost(target());
  };
}
