/** Where the window may appear. Pure: screens come and go between two starts. */
import { z } from 'zod';

export const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

export const windowStateSchema = z.object({
  /** Of the window when it is neither maximised nor full screen; device-independent pixels. */
  bounds: rectangleSchema.nullable().default(null),
  maximized: z.boolean().default(false),
});
export type WindowState = z.infer<typeof windowStateSchema>;

export const minimumSize = { width: 760, height: 520 } as const;
const preferredSize = { width: 1280, height: 820 } as const;

/** So much of the upper edge must be on a screen that a person can take the window and move it. */
const graspable = { width: 120, height: 40 } as const;

/**
 * @param saved bounds of the last time.
 * @param workAreas of the present screens, the primary one first; at least one.
 * @returns the saved bounds, made to fit the screen they lie on, or a place in the middle of the primary one.
 */
export function fitBounds(saved: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle {
  const primary = workAreas[0];
  if (primary === undefined) return { x: 0, y: 0, ...preferredSize };
  if (saved === null) return centred(primary);
  const home = workAreas.find((area) => isGraspable(saved, area));
  if (home === undefined) return centred(primary);
  const fitted = clampInto(saved, home);
  // Made narrower, it may have left the screen on which only its end was visible.
  return isGraspable(fitted, home) ? fitted : centred(home);
}

function isGraspable(window: Rectangle, area: Rectangle): boolean {
  const titleBar: Rectangle = { ...window, height: graspable.height };
  const width = overlap(titleBar.x, titleBar.width, area.x, area.width);
  const height = overlap(titleBar.y, titleBar.height, area.y, area.height);
  return width >= Math.min(graspable.width, window.width) && height >= graspable.height / 2;
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}

/** Only the size is limited by the screen: a window half beside it was put there on purpose. */
function clampInto(window: Rectangle, area: Rectangle): Rectangle {
  const width = Math.max(minimumSize.width, Math.min(window.width, area.width));
  const height = Math.max(minimumSize.height, Math.min(window.height, area.height));
  return { x: window.x, y: Math.max(window.y, area.y), width, height };
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(preferredSize.width, area.width);
  const height = Math.min(preferredSize.height, area.height);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}
