/** The counter on the tab's icon, for browsers: the page's favicon with a red dot and the number. */
import { countLabel } from './title-counter.ts';

const size = 64;

interface FaviconState {
  readonly link: HTMLLinkElement;
  readonly originalHref: string;
  /** Rises with every request, so that an image that loads late does not overwrite a newer number. */
  wanted: number;
}

let state: FaviconState | undefined;

/** Draws the number on the icon; 0 puts the original icon back. Does nothing without a favicon. */
export function showCountOnFavicon(count: number): void {
  state ??= findFavicon();
  if (state === undefined) return;
  state.wanted += 1;
  if (count === 0) {
    state.link.href = state.originalHref;
    return;
  }
  drawWhenLoaded(state, state.wanted, countLabel(count));
}

function findFavicon(): FaviconState | undefined {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
  return link === null ? undefined : { link, originalHref: link.href, wanted: 0 };
}

function drawWhenLoaded(favicon: FaviconState, request: number, label: string): void {
  const image = new Image();
  image.addEventListener('load', () => {
    if (favicon.wanted !== request) return;
    const url = drawBadge(image, label);
    if (url !== undefined) favicon.link.href = url;
  });
  image.src = favicon.originalHref;
}

function drawBadge(icon: HTMLImageElement, label: string): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.drawImage(icon, 0, 0, size, size);
  const radius = label.length > 2 ? 24 : 20;
  context.fillStyle = '#dc2626';
  context.beginPath();
  context.arc(size - radius, size - radius, radius, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = '#ffffff';
  context.font = `bold ${label.length > 2 ? 22 : 28}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label, size - radius, size - radius + 1);
  return canvas.toDataURL('image/png');
}
