export type Bytes = Uint8Array<ArrayBuffer>;

/** Browsers, workers and Node all have these; only the language alone, as which shared code is compiled, does not. */
interface Coders {
  TextEncoder: new () => { encode(text: string): Bytes };
  TextDecoder: new (label: string, options: { ignoreBOM: boolean }) => { decode(bytes: Uint8Array): string };
}
const { TextEncoder, TextDecoder } = globalThis as unknown as Coders;

/** The most that a UTF-16 unit takes. */
export const BYTES_PER_UNIT = 3;

const encoder = new TextEncoder();
// A mark at the beginning is a character like any other here.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function toUtf8(text: string): Bytes {
  return encoder.encode(text);
}

/** What is no UTF-8 comes as replacement characters. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
