import type { ChatItem } from '#shared/wire/chat/item.ts';
import { inBackground } from '../core/background.ts';
import { toJson } from '../core/json.ts';
import { headersOf, type FilesContext } from '../files/context.ts';
import { el } from '../ui/dom.ts';
import type { MarkWords } from './words.ts';

export type React = (seq: number, emoji: string | null, near: Element) => void;

/** Long enough to be read. */
const SHOWN_MS = 6_000;

/** Sets the visitor's one reaction: shown at once, and taken back with a word where the hub does not get it. */
export function createReact(address: string, context: FilesContext, words: MarkWords): React {
  const { store } = context;
  const note = el('p', { class: 'note', role: 'alert' });
  /** The newest wish for each item that is on its way: an older one is not worth sending any more. */
  const wishes = new Map<number, number>();
  /** What the hub has of those, as far as is known. */
  const known = new Map<number, string | null>();
  let counter = 0;
  /** One after the other: two at once might reach the hub in the other order, and the older wish would be the last. */
  let turn: Promise<void> | null = null;

  const show = (seq: number, emoji: string | null): void => {
    const items = store.state.items.map((item) => (item.seq === seq ? withOwn(item, emoji) : item));
    store.set({ items });
  };

  async function send(seq: number, emoji: string | null): Promise<boolean> {
    try {
      const response = await fetch(address, {
        method: 'POST',
        credentials: 'omit',
        headers: { ...(await headersOf(context)), 'content-type': 'application/json' },
        body: toJson({ seq, emoji }),
      });
      return response.ok;
    } catch {
      return false;
    }
  }

  async function deliver(seq: number, emoji: string | null, wish: number, near: Element): Promise<void> {
    if (wishes.get(seq) !== wish) return;
    const taken = await send(seq, emoji);
    if (taken) known.set(seq, emoji);
    if (wishes.get(seq) !== wish) return;
    wishes.delete(seq);
    if (taken) return;
    show(seq, known.get(seq) ?? null);
    if (!note.isConnected) near.append(note);
    note.textContent = words.notTaken;
    setTimeout(() => (note.textContent = ''), SHOWN_MS);
  }

  return (seq, emoji, near) => {
    const now = store.state.items.find((item) => item.seq === seq)?.reactions.visitor ?? null;
    if (!wishes.has(seq)) known.set(seq, now);
    const wish = (counter += 1);
    wishes.set(seq, wish);
    show(seq, emoji);
    // Not by `Promise.resolve`: the page may have put something else in its place.
    turn = (async (before) => {
      await before;
      await deliver(seq, emoji, wish, near);
    })(turn);
    inBackground(turn);
  };
}

function withOwn(item: ChatItem, visitor: string | null): ChatItem {
  return { ...item, reactions: { ...item.reactions, visitor } };
}
