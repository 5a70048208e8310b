import { EmojiPicker, type EmojiPickerListComponents } from 'frimousse';
import { useState, type ReactNode } from 'react';
import { loadEmojiData } from './emoji-data.ts';
import { noteEmoji, recentEmoji } from './recent-emoji.ts';

export interface EmojiWords {
  search: string;
  loading: string;
  empty: string;
  recent: string;
}

export interface EmojiPanelProps {
  language: 'en' | 'ru';
  words: EmojiWords;
  onPick: (emoji: string) => void;
}

const PICTURE = 'flex size-8 items-center justify-center rounded-md text-lg hover:bg-hover';

const COMPONENTS: Partial<EmojiPickerListComponents> = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className="bg-raised py-1 text-xs font-medium text-ink-2 first-letter:uppercase">
      {category.label}
    </div>
  ),
  // The list counts rows and columns from 0, where the standard counts from 1.
  Row: ({ children, ...props }) => (
    <div {...props} aria-rowindex={(props['aria-rowindex'] ?? 0) + 1}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...props }) => (
    <button
      {...props}
      role="gridcell"
      aria-colindex={(props['aria-colindex'] ?? 0) + 1}
      type="button"
      className={`${PICTURE} data-[active]:bg-hover`}
    >
      {emoji.emoji}
    </button>
  ),
};

/** All emoji there are, searched by words of both languages, with those used last on top. Fetched when first opened. */
export function EmojiPanel({ language, words, onPick }: EmojiPanelProps): ReactNode {
  const [recent] = useState(recentEmoji);
  const pick = (emoji: string): void => {
    noteEmoji(emoji);
    onPick(emoji);
  };
  return (
    <EmojiPicker.Root
      locale={language}
      columns={9}
      resolveEmojiData={() => loadEmojiData(language)}
      onEmojiSelect={({ emoji }) => pick(emoji)}
      className="flex h-80 w-80 flex-col"
    >
      <EmojiPicker.Search
        autoFocus
        aria-label={words.search}
        placeholder={words.search}
        className="m-2 h-8 rounded-md border border-control bg-surface px-2 text-sm"
      />
      {recent.length > 0 && (
        <div role="group" aria-label={words.recent} className="flex flex-wrap px-2 pb-1">
          {recent.slice(0, 9).map((emoji) => (
            <button key={emoji} type="button" onClick={() => pick(emoji)} className={PICTURE}>
              {emoji}
            </button>
          ))}
        </div>
      )}
      <EmojiPicker.Viewport className="relative min-h-0 flex-1 outline-none">
        <EmojiPicker.Loading className="absolute inset-0 flex items-center justify-center text-sm text-ink-2">
          {words.loading}
        </EmojiPicker.Loading>
        <EmojiPicker.Empty className="absolute inset-0 flex items-center justify-center text-sm text-ink-2">
          {words.empty}
        </EmojiPicker.Empty>
        <EmojiPicker.List className="px-2 select-none" components={COMPONENTS} />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}
