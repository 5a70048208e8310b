import { DARK_BACKGROUND, LIGHT_BACKGROUND, mix, readableOn, surface } from '../core/contrast.ts';

/** Before the company's own colour is known. */
export const DEFAULT_ACCENT = '#2f6f5e';

/** The company's accent as the custom properties that the styles use; every pair of them can be read. */
export function applyAccent(root: HTMLElement, accent: string): void {
  const { background, text } = surface(accent);
  const set = (name: string, value: string): void => root.style.setProperty(name, value);
  set('--accent', background);
  // Away from the text's colour, so that the gradient only ever adds contrast.
  set('--accent-soft', mix(background, text === '#ffffff' ? '#000000' : '#ffffff', 0.16));
  set('--on-accent', text);
  set('--accent-on-light', readableOn(mix(LIGHT_BACKGROUND, '#000000', 0.07), background));
  set('--accent-on-dark', readableOn(mix(DARK_BACKGROUND, '#ffffff', 0.08), background));
}
