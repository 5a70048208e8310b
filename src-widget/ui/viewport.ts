/**
 * On small screens the panel fills what a touch keyboard leaves of the screen. Only the visual viewport knows that.
 */
export function followViewport(panel: HTMLElement): void {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const fit = (): void => {
    // Pinched to read something small: the panel must not shrink under the fingers.
    if (viewport.scale > 1.01) return;
    panel.style.setProperty('--height', `${viewport.height}px`);
    panel.style.setProperty('--top', `${viewport.offsetTop}px`);
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
  fit();
}
