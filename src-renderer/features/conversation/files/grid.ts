import type { Attachment } from '#shared/domain/attachment.ts';

const MOST_WIDTH = 320;
const MOST_HEIGHT = 320;
const LEAST = 96;
/** Side of a picture among others. */
export const TILE = 152;

/** The room of a picture alone, known before it is there, so that nothing jumps when it comes. */
export function roomOf({ width, height }: Pick<Attachment, 'width' | 'height'>): {
  width: number;
  height: number;
} {
  if (width === null || height === null)
    return { width: MOST_WIDTH, height: Math.round((MOST_WIDTH * 9) / 16) };
  const scale = Math.min(1, MOST_WIDTH / width, MOST_HEIGHT / height);
  return {
    width: Math.max(LEAST, Math.round(width * scale)),
    height: Math.max(LEAST, Math.round(height * scale)),
  };
}

/** Pictures and films stand in a grid, everything else in a column below. */
export function arrangeFiles(files: readonly Attachment[]): { pictures: Attachment[]; others: Attachment[] } {
  const pictures = files.filter(({ kind }) => kind === 'image' || kind === 'video');
  return { pictures, others: files.filter((file) => !pictures.includes(file)) };
}

/** As many columns as make no row with a single picture, where that can be had. */
export function columnsOf(count: number): number {
  if (count <= 2) return count;
  return count === 4 ? 2 : 3;
}
