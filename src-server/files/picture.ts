import sharp from 'sharp';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Longest side of a preview. */
const PREVIEW_SIDE = 1280;
/** A picture that is larger when unpacked is a bomb, or at least nothing to be shown: 50 million pixels are 200 MB. */
const MOST_PIXELS = 50_000_000;
const MOST_SECONDS = 20;
/** How many are unpacked at the same time. */
const AT_ONCE = 2;

export interface Picture {
  /** As it is shown, turned by its EXIF. */
  width: number;
  height: number;
  /** WebP, without anything that was written about the picture: no place, no camera, no name. */
  preview: Buffer;
}

sharp.cache(false);
sharp.concurrency(1);

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes a picture anew, small enough to be shown everywhere.
 * @param open the picture's bytes, from their beginning
 * @returns null when it cannot be read, is too large unpacked or takes too long: then it is only a file
 */
export async function remakePicture(open: () => Readable): Promise<Picture | null> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => void waiting.push(resolve));
  else running += 1;
  try {
    return await remake(open());
  } catch {
    return null;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function remake(source: Readable): Promise<Picture> {
  const work = sharp({ limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .timeout({ seconds: MOST_SECONDS });
  const header = work.metadata();
  const made = work
    .clone()
    .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
  const [{ autoOrient }, preview] = await Promise.all([header, made, pipeline(source, work)]);
  return { width: autoOrient.width, height: autoOrient.height, preview };
}
