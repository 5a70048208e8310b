/** Nobody has the keyboard: what had it is gone. */
export function focusIsLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** For the end of something that lay over the window: who gets the keyboard then, unless it was led elsewhere already. */
export function giveBackTo(target: () => Element | null) {
  return (event: Event): void => {
    event.preventDefault();
    const next = target();
    if (focusIsLost() && next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
}
