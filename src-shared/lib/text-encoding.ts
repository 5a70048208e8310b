/** In which encoding the bytes of a text file are: nobody says it, so it is read from them. Pure, the same in the hub and in screens. */

/** Names that `TextDecoder` knows. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | SingleByte;
type SingleByte = 'windows-1251' | 'koi8-r' | 'ibm866' | 'windows-1252';

/** Browsers and Node have it; only the language alone, as which shared code is compiled, does not. */
interface Coders {
  TextDecoder: new (
    label: TextEncoding,
    options?: { fatal?: boolean },
  ) => { decode: (bytes: Uint8Array, options?: { stream?: boolean }) => string };
}
const { TextDecoder } = globalThis as unknown as Coders;

/** Bytes from the beginning that are looked at. */
const LOOKED_AT = 64 * 1024;
const CYRILLIC: readonly SingleByte[] = ['windows-1251', 'koi8-r', 'ibm866'];

/** @returns null when it is no text. `bytes` may be the beginning of a file, cut anywhere. */
export function encodingOf(bytes: Uint8Array): TextEncoding | null {
  const head = bytes.subarray(0, LOOKED_AT);
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  if (hasControls(head)) return wideEncoding(head);
  return isUtf8(head) ? 'utf-8' : singleByteEncoding(head);
}

/** The text of a file or of its beginning; null when it is no text. A character that is cut at the end is left out. */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes);
  return encoding && new TextDecoder(encoding).decode(bytes, { stream: true });
}

function startsWith(bytes: Uint8Array, ...mark: number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

/** No text of single bytes, nor UTF-8, has them. */
function hasControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 7 || (byte > 13 && byte < 27));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // The last character may be cut: `stream` takes that for no mistake.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Without a mark at the beginning UTF-16 shows by its upper bytes: of Latin letters they are 0, of Cyrillic ones 4. */
function wideEncoding(bytes: Uint8Array): TextEncoding | null {
  if (bytes.length < 4) return null;
  if (areUpperBytes(bytes, 1)) return 'utf-16le';
  return areUpperBytes(bytes, 0) ? 'utf-16be' : null;
}

function areUpperBytes(bytes: Uint8Array, from: 0 | 1): boolean {
  let usual = 0;
  let all = 0;
  for (let i = from; i < bytes.length; i += 2) {
    const [upper, lower] = [bytes[i] ?? 0, bytes[i ^ 1] ?? 0x20];
    // A control character: what looks like UTF-16 is a table of small numbers.
    if (upper === 0 && (lower < 7 || (lower > 13 && lower < 27))) return false;
    all += 1;
    // Beside letters, the dashes, quotation marks and № of U+20xx and U+21xx.
    if (upper === 0 || upper === 4 || upper === 0x20 || upper === 0x21) usual += 1;
  }
  return usual >= all * 0.95;
}

function singleByteEncoding(bytes: Uint8Array): SingleByte | null {
  const high = bytes.reduce((sum, byte) => sum + (byte > 127 ? 1 : 0), 0);
  const [best] = CYRILLIC.map((encoding) => ({
    encoding,
    likeness: cyrillicLikeness(bytes, encoding),
  })).toSorted((a, b) => b.likeness - a.likeness);
  if (best && best.likeness >= high * 0.5) return best.encoding;
  // Western letters stand alone among Latin ones.
  return high <= bytes.length * 0.3 ? 'windows-1252' : null;
}

/** How many of its letters stand as in Russian words: small ones behind at most one capital, or capitals only, none beside Latin ones. */
function cyrillicLikeness(bytes: Uint8Array, encoding: SingleByte): number {
  const text = new TextDecoder(encoding).decode(bytes);
  const words = text.match(/[A-Za-zА-ЯЁа-яё]+/g) ?? [];
  const russian = words.filter((word) => /^([А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/.test(word));
  const odd = text.match(/[\u2500-\u25ff\u0080-\u009f]/g)?.length ?? 0;
  const rare = text.match(/[ъЪёЁ]/g)?.length ?? 0;
  return russian.reduce((sum, word) => sum + word.length, 0) - odd * 2 - rare * 0.5;
}
