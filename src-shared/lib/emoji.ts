/** Longest picture: families and flags are many code points. */
export const MAX_EMOJI_LENGTH = 40;
const PICTURE = /^\p{RGI_Emoji}$/v;

/** Whether a text is one emoji as Unicode recommends it for exchange, and nothing else. */
export function isEmoji(text: string): boolean {
  return text.length <= MAX_EMOJI_LENGTH && PICTURE.test(text);
}

/** One emoji written in its one way: some lists add a mark to those that are pictures anyway. Null: it is none. */
export function canonicalEmoji(text: string): string | null {
  if (isEmoji(text)) return text;
  const bare = text.replaceAll('\uFE0F', '');
  return isEmoji(bare) ? bare : null;
}
