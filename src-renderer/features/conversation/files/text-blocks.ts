/**
 * Most characters that are laid out as one. Where letters of several scripts or directions stand by turns, the time that takes grows with the
 * square of their number: a quarter of a megabyte of them held the window for a minute and a half.
 */
export const BLOCK = 2_000;

/**
 * A text in pieces to be put one below the other: cut at the ends of lines, which belong to neither piece, and within a line only if
 * it is longer than a piece.
 */
export function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let from = 0;
  while (text.length - from > BLOCK) {
    const line = endOfLine(text, from);
    const to = line ?? endOfPiece(text, from);
    blocks.push(text.slice(from, to));
    from = line === null ? to : to + 1;
  }
  return [...blocks, text.slice(from)];
}

/** The last one that fits behind a line with something in it: an empty line at the end of a piece would not be seen. */
function endOfLine(text: string, from: number): number | null {
  let at = text.lastIndexOf('\n', from + BLOCK);
  while (at > from && text[at - 1] === '\n') at -= 1;
  return at > from ? at : null;
}

/** Never half a character. */
function endOfPiece(text: string, from: number): number {
  const to = from + BLOCK;
  return /[\ud800-\udbff]/.test(text.charAt(to - 1)) ? to - 1 : to;
}
