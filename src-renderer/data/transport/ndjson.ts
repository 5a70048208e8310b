import type { Bytes } from '#shared/lib/utf8.ts';

const LINE_END = 0x0a;

/**
 * Lines of UTF-8 that comes in pieces, without their line ends; empty ones are left out. They stay bytes: most of an archive is
 * kept as it came, and a text that is not all Latin would take twice the room on its way to the disk.
 * A last line without an end is no line: the text was cut off there.
 */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
  let rest: Uint8Array[] = [];
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(LINE_END); end >= 0; end = piece.indexOf(LINE_END, from)) {
      const line = joined([...rest, piece.subarray(from, end)]);
      rest = [];
      from = end + 1;
      if (line.length > 0) yield line;
    }
    // Pieces of one long line are joined once and not again and again.
    if (from < piece.length) rest.push(piece.subarray(from));
  }
}

/** A copy, so that whoever keeps a line does not keep, or store, the pieces it came in. */
function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
