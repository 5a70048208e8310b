/** Pixels of one drawn page: a page that is far larger is drawn coarser, not at all costs. */
const MOST_AREA = 16_000_000;
/** Longer canvases stay empty in some browsers. */
const MOST_SIDE = 16_000;
/** A page is shown at most so many times as high as wide. */
const MOST_RATIO = 20;

export interface PageRoom {
  /** CSS pixels. */
  width: number;
  height: number;
  /** Of the page's own units to CSS pixels. */
  scale: number;
  /** Of CSS pixels to those of the canvas. */
  density: number;
}

/** How large a page is shown and how finely it is drawn, whatever size it claims to have. */
export function roomOfPage(
  page: { width: number; height: number },
  width: number,
  pixelRatio: number,
): PageRoom {
  const [pageWidth, pageHeight] = [sensible(page.width), sensible(page.height)];
  const scale = width / Math.max(pageWidth, pageHeight / MOST_RATIO);
  const room = { width: Math.ceil(pageWidth * scale), height: Math.ceil(pageHeight * scale), scale };
  const density = Math.min(
    pixelRatio,
    Math.sqrt(MOST_AREA / (room.width * room.height)),
    MOST_SIDE / Math.max(room.width, room.height),
  );
  return { ...room, density };
}

const sensible = (size: number): number => (Number.isFinite(size) && size >= 1 ? size : 1);
