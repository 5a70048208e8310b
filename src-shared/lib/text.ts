/** Largest message text accepted anywhere, in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 64 * 1024;

/** Longest address of a page that a client wrote from, in characters; a serialised URL has ASCII only. What is longer is cut or left out. */
export const MAX_PAGE_URL = 2000;

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

// The blank of Braille is a letter to Unicode and nothing to the eye.
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text shows nothing: white space, zero-width and other characters without a picture of their own, or no character at all. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** The beginning of a text, never half a character: JSON of that is none to PostgreSQL. `length` in UTF-16 units. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, isLeadSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length);
}

/** One line for lists and notifications: white space folded, cut at a whole code point. */
export function previewOf(text: string, length: number = PREVIEW_LENGTH): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded.length <= length ? folded : `${cutText(folded, length - 1)}…`;
}
