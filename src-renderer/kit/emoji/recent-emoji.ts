import { canonicalEmoji } from '#shared/lib/emoji.ts';
import { readLocal, writeLocal } from '../local-store.ts';

const KEY = 'otklik.emoji';
const MOST = 18;

/** Pictures used last, the newest first; of this browser, like other habits. */
export function recentEmoji(): string[] {
  const { recent } = readLocal(KEY) as { recent?: unknown };
  if (!Array.isArray(recent)) return [];
  return recent.flatMap((one: unknown) => (typeof one === 'string' ? (canonicalEmoji(one) ?? []) : []));
}

export function noteEmoji(emoji: string): void {
  writeLocal(KEY, { recent: [emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, MOST) });
}
