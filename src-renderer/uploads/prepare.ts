import type { ChosenFile } from '../client/client.ts';
import { cleanFileName, type AttachmentKind } from '#shared/domain/attachment.ts';
import { uuidv7 } from '#shared/lib/ids.ts';

/** As the hub's previews: what is shown before it is uploaded looks the same afterwards. */
const PREVIEW_SIDE = 1280;
const PICTURES = /^image\/(jpeg|png|gif|webp|avif)$/;

/** What a file seems to be, by what the browser says; the hub looks at the content. */
export function seemingKind(mime: string): AttachmentKind {
  if (PICTURES.test(mime)) return 'image';
  if (mime.startsWith('video/')) return 'video';
  if (mime.startsWith('audio/')) return 'audio';
  if (mime === 'application/pdf') return 'pdf';
  return mime.startsWith('text/') ? 'text' : 'other';
}

/** Pictures from the clipboard are all called "image.png": a name with the time tells them apart. */
export function pastedName(name: string, screenshot: string, at: Date): string {
  if (!/^image\.\w+$/i.test(name)) return name;
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.');
  return `${screenshot} ${day} ${time}${name.slice(name.lastIndexOf('.'))}`;
}

/** Looks at a chosen file and makes its small picture, if it is one. */
export async function prepare(blob: Blob, name: string, spokenMs: number | null = null): Promise<ChosenFile> {
  const mime = (blob.type.split(';')[0] ?? '') || 'application/octet-stream';
  const kind = spokenMs === null ? seemingKind(mime) : 'voice';
  const picture = kind === 'image' ? await smallPicture(blob) : null;
  return {
    file: {
      id: uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
      name: cleanFileName(name),
      size: blob.size,
      mime,
      kind: kind === 'image' && !picture ? 'other' : kind,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
      durationMs: spokenMs === null ? null : Math.round(spokenMs),
      preview: picture ? 'ready' : 'none',
    },
    purpose: spokenMs === null ? 'file' : 'voice',
    blob,
    preview: picture?.blob ?? null,
  };
}

/** Null: the browser cannot show it, so nobody here can. */
async function smallPicture(source: Blob): Promise<{ width: number; height: number; blob: Blob } | null> {
  try {
    const bitmap = await createImageBitmap(source);
    const { width, height } = bitmap;
    const scale = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.8));
    return blob && { width, height, blob };
  } catch {
    return null;
  }
}
