/** Largest message text accepted anywhere, in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 64 * 1024;

/** Characters that a list row shows of the last message. */
export const PREVIEW_LENGTH = 160;

/** Length of a string in UTF-8 bytes; this room has no TextEncoder. Lone surrogates count as U+FFFD, as encoders write them. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (isLeadSurrogate(code) && isTrailSurrogate(text.charCodeAt(i + 1))) {
      bytes += 4;
      i += 1;
    } else bytes += 3;
  }
  return bytes;
}

function isLeadSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isTrailSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

// C0 and C1 controls except tab and line feed. PostgreSQL cannot store U+0000 and no messenger shows the others.
// oxlint-disable-next-line no-control-regex -- removing them is what this is for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What we keep of a text that somebody typed or a channel sent: LF line ends, no control characters, well-formed UTF-16. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(CONTROLS, '');
}

/** One line for lists and notifications: white space folded, cut at a whole code point. */
export function previewOf(text: string, length: number = PREVIEW_LENGTH): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  if (folded.length <= length) return folded;
  const cut = isLeadSurrogate(folded.charCodeAt(length - 2)) ? length - 2 : length - 1;
  return `${folded.slice(0, cut)}…`;
}
