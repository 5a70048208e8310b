import type { Emoji } from 'emojibase';
import type { EmojiData } from 'frimousse';
import { canonicalEmoji } from '#shared/lib/emoji.ts';

type Language = 'en' | 'ru';
type Skin = keyof EmojiData['skinTones'];

/** By the numbers that the data gives them. */
const SKINS: readonly Skin[] = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'];
/** Parts of other emoji, no pictures of their own. */
const COMPONENTS = 2;

/** Pictures with their names, found by the words of both languages; a part of the client, fetched when first wanted. */
export async function loadEmojiData(language: Language): Promise<EmojiData> {
  const [own, other, { default: messages }] =
    language === 'ru'
      ? await Promise.all([russian(), english(), import('emojibase-data/ru/messages.json')])
      : await Promise.all([english(), russian(), import('emojibase-data/en/messages.json')]);
  const foreign = new Map(other.map(({ hexcode, label, tags = [] }) => [hexcode, [label, ...tags]]));
  const skinTones = Object.fromEntries(messages.skinTones.map(({ key, message }) => [key, message]));
  return {
    locale: language,
    emojis: own.flatMap((one) => entryOf(one, foreign.get(one.hexcode) ?? [])),
    categories: messages.groups
      .filter(({ order }) => order !== COMPONENTS)
      .map(({ order: index, message: label }) => ({ index, label })),
    skinTones: skinTones as EmojiData['skinTones'],
  };
}

const russian = async (): Promise<Emoji[]> => (await import('emojibase-data/ru/data.json')).default;
const english = async (): Promise<Emoji[]> => (await import('emojibase-data/en/data.json')).default;

function entryOf(
  { emoji: shown, group, label, tags = [], version, skins = [] }: Emoji,
  more: readonly string[],
): EmojiData['emojis'] {
  const emoji = canonicalEmoji(shown);
  // What this browser does not know yet would be a box, and the hub would not take it.
  if (emoji === null || group === undefined || group === COMPONENTS) return [];
  const toned = skins.flatMap(({ tone, emoji: picture }) => {
    const skin = typeof tone === 'number' ? SKINS[tone - 1] : undefined;
    return skin ? [[skin, picture] as const] : [];
  });
  const entry = { emoji, category: group, label, version, tags: [...tags, ...more] };
  if (toned.length < SKINS.length) return [entry];
  return [{ ...entry, skins: Object.fromEntries(toned) as Record<Skin, string> }];
}
