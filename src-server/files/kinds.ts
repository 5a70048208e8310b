import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentKind } from '#shared/domain/attachment.ts';
import { encodingOf } from '#shared/lib/text-encoding.ts';

/** Bytes from the beginning of a file that tell what it is. */
export const HEAD_BYTES = 64 * 1024;

/** Pictures that we make anew for showing. Everything else that calls itself a picture, SVG among them, is only to be saved. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/tiff']);
/** Browsers record the voice into containers that may hold a film as well. */
const RECORDINGS = new Set(['video/webm', 'video/mp4', 'video/ogg', 'application/ogg']);

export interface FileType {
  mime: string;
  kind: AttachmentKind;
}

/**
 * What a file is by its first bytes, whatever it is called.
 * @param spoken its sender says that it was spoken into the microphone; believed only of a sound
 */
export async function typeOf(head: Buffer, spoken: boolean): Promise<FileType> {
  const known = await fileTypeFromBuffer(head);
  if (known) return { mime: plainMime(known.mime), kind: kindOf(plainMime(known.mime), spoken) };
  // HTML, SVG and every script are text to us: that is all that is ever said of them.
  return encodingOf(head) !== null
    ? { mime: 'text/plain', kind: 'text' }
    : { mime: 'application/octet-stream', kind: 'other' };
}

/** Without parameters such as codecs. */
function plainMime(mime: string): string {
  const plain = mime.split(';')[0]?.trim() ?? '';
  return /xml|html|javascript/.test(plain) && !/officedocument|opendocument/.test(plain)
    ? 'text/plain'
    : plain;
}

function kindOf(mime: string, spoken: boolean): AttachmentKind {
  if (PICTURES.has(mime)) return 'image';
  if (spoken && (mime.startsWith('audio/') || RECORDINGS.has(mime))) return 'voice';
  if (mime.startsWith('video/')) return 'video';
  if (mime.startsWith('audio/') || mime === 'application/ogg') return 'audio';
  if (mime === 'application/pdf') return 'pdf';
  return mime === 'text/plain' ? 'text' : 'other';
}
