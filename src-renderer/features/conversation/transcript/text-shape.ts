/** How a text is best shown. */

const COLLAPSE_CHARS = 1600;
const COLLAPSE_LINES = 26;
const PREVIEW_CHARS = 1000;
const PREVIEW_LINES = 16;

/** The beginning of a very long text, cut at a whole word or line; null when the text is shown as it is. */
export function collapsed(text: string): string | null {
  const lines = text.split('\n', COLLAPSE_LINES + 1);
  if (text.length <= COLLAPSE_CHARS && lines.length <= COLLAPSE_LINES) return null;
  const head = lines.slice(0, PREVIEW_LINES).join('\n').slice(0, PREVIEW_CHARS);
  const wordEnd = head.search(/\s\S*$/);
  const cut = wordEnd > PREVIEW_CHARS / 2 ? head.slice(0, wordEnd) : head;
  return `${cut
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trimEnd()}…`;
}

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[#*\d]\uFE0F?\u20E3)/u;

/** One to three emoji and nothing else: shown large, as messengers do. */
export function isEmojiOnly(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 48) return false;
  const graphemes = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(trimmed)];
  const seen = graphemes.map((part) => part.segment).filter((segment) => segment.trim() !== '');
  return seen.length <= 3 && seen.every((segment) => EMOJI.test(segment));
}

/** By the first letter, as `dir=auto` decides. */
export function isRightToLeft(text: string): boolean {
  return /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(
    text,
  );
}
