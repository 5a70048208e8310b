import { fit } from '../lib/fuzzy.ts';
import { otherLayouts } from '../lib/layout.ts';
import { isMeant, MAX_QUERY_LENGTH, MAX_QUERY_WORDS } from '../lib/search-query.ts';
import { stemOf } from '../lib/stem.ts';
import { foldWord, wordsOf } from '../lib/words.ts';
import { Vocabulary } from '../lib/vocabulary.ts';
import type { Id } from './ids.ts';
import type { QuickReply, ReplyShelf } from './quick-reply.ts';

/** Finding a quick reply among thousands while somebody types. The index is made once and kept up to date reply by reply. */

interface Entry {
  id: Id;
  shelf: ReplyShelf;
  title: readonly string[];
  folder: readonly string[];
  /** Folded as words are, so that `ё` is no obstacle. */
  shortcut: string | null;
  /** Words by which it is called: of title, folders and shortcut. */
  heads: readonly string[];
  body: readonly string[];
}

export class ReplyIndex {
  readonly #entries = new Map<Id, Entry>();
  readonly #heads = new Vocabulary<Entry>();
  readonly #bodies = new Vocabulary<Entry>();
  readonly #shortcuts = new Map<string, Set<Entry>>();

  get size(): number {
    return this.#entries.size;
  }

  put(reply: QuickReply): void {
    this.remove(reply.id);
    const entry = entryOf(reply);
    this.#entries.set(entry.id, entry);
    this.#heads.add(entry.heads, entry);
    this.#bodies.add(entry.body, entry);
    if (entry.shortcut === null) return;
    const same = this.#shortcuts.get(entry.shortcut) ?? new Set();
    this.#shortcuts.set(entry.shortcut, same.add(entry));
  }

  remove(id: Id): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#heads.remove(entry.heads, entry);
    this.#bodies.remove(entry.body, entry);
    if (entry.shortcut !== null) this.#shortcuts.get(entry.shortcut)?.delete(entry);
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  /** Replies that have the word in their names, as a beginning, or anywhere, in any form. */
  having(word: string): { heads: Set<Entry>; bodies: Set<Entry> } {
    const query = { word, stem: word.length > 3 ? stemOf(word) : null };
    const begins = query.stem !== null && query.stem.length >= 3 ? query.stem : word;
    return {
      heads: this.#heads.find(begins, (candidate) => candidate.startsWith(word) || isMeant(query, candidate)),
      bodies: this.#bodies.find(begins, (candidate) => isMeant(query, candidate)),
    };
  }

  /** Replies whose shortcut is just this. */
  called(shortcut: string): Iterable<Entry> {
    return this.#shortcuts.get(foldShortcut(shortcut)) ?? [];
  }
}

function entryOf(reply: QuickReply): Entry {
  const title = wordsOf(reply.title);
  const folder = reply.folder.flatMap(wordsOf);
  const shortcut = reply.shortcut === null ? null : foldShortcut(reply.shortcut);
  const called = reply.shortcut === null ? [] : wordsOf(reply.shortcut);
  return {
    id: reply.id,
    shelf: reply.shelf,
    title,
    folder,
    shortcut,
    heads: [...new Set([...title, ...folder, ...called])],
    body: [...new Set(wordsOf(reply.text))],
  };
}

function foldShortcut(shortcut: string): string {
  return foldWord(shortcut.trim());
}

export interface ReplySearchOptions {
  /** The line in which one writes: replies of other lines are left out. */
  lineId?: Id | null;
  limit?: number;
  /** Of two that fit alike, the higher comes first. */
  rank?: (id: Id) => number;
}

export interface FoundReply {
  id: Id;
  /** Where the words were found, best place first: what a row has to show. */
  where: 'shortcut' | 'title' | 'folder' | 'text' | 'similar';
}

const LIMIT = 50;
/** Found so few, one may have mistyped. */
const FEW = 3;
const SHORTEST_SIMILAR = 3;

/**
 * @param typed what stands behind the `/`, as it is typed; all of its words have to be there
 * @returns best first; nothing for a text without words
 */
export function searchReplies(
  index: ReplyIndex,
  typed: string,
  options: ReplySearchOptions = {},
): FoundReply[] {
  const found = new Map<Id, Hit>();
  if (typed.length > MAX_QUERY_LENGTH) return [];
  find(index, typed, options, found);
  if (found.size === 0) for (const other of otherLayouts(typed)) find(index, other, options, found);
  if (found.size < FEW) findSimilar(index, typed, options, found);
  const { rank = () => 0, limit = LIMIT } = options;
  return [...found.values()]
    .map((hit) => ({ ...hit, rank: rank(hit.entry.id) }))
    .toSorted((a, b) => b.score - a.score || b.rank - a.rank || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, limit)
    .map(({ entry, where }) => ({ id: entry.id, where }));
}

interface Hit {
  entry: Entry;
  score: number;
  where: FoundReply['where'];
}

const SCORES = { shortcut: 400, title: 200, folder: 100, text: 50 } as const;
/** The whole of what was typed is a shortcut, or its beginning. */
const CALLED = 4000;
const BEGINS_CALLED = 1000;

function find(index: ReplyIndex, typed: string, options: ReplySearchOptions, found: Map<Id, Hit>): void {
  const words = [...new Set(wordsOf(typed))];
  if (words.length === 0 || words.length > MAX_QUERY_WORDS) return;
  const whole = foldShortcut(typed);
  for (const entry of withAll(index, words)) {
    if (!fits(entry, options)) continue;
    const hit = judge(entry, words, whole);
    if (hit.score > (found.get(entry.id)?.score ?? 0)) found.set(entry.id, hit);
  }
}

/** Replies that have every word; the rarest word decides what is looked at. */
function withAll(index: ReplyIndex, words: readonly string[]): Entry[] {
  const sets = words.map((word) => {
    const { heads, bodies } = index.having(word);
    return heads.size === 0 ? bodies : bodies.size === 0 ? heads : new Set([...heads, ...bodies]);
  });
  const [first, ...rest] = sets.toSorted((a, b) => a.size - b.size);
  return [...(first ?? [])].filter((entry) => rest.every((set) => set.has(entry)));
}

function judge(entry: Entry, words: readonly string[], whole: string): Hit {
  let sum = 0;
  let where: FoundReply['where'] = 'text';
  for (const word of words) {
    const best = bestPlace(entry, word);
    sum += best.score;
    if (SCORES[best.where] > SCORES[where]) where = best.where;
  }
  const { shortcut } = entry;
  if (shortcut === whole) return { entry, score: CALLED + sum, where: 'shortcut' };
  if (shortcut?.startsWith(whole) === true)
    return { entry, score: BEGINS_CALLED - shortcut.length + sum, where: 'shortcut' };
  // Of two that fit alike the one with fewer other words.
  return { entry, score: sum / words.length - Math.min(entry.title.length, 9) / 10, where };
}

function bestPlace(entry: Entry, word: string): { score: number; where: keyof typeof SCORES } {
  const at = entry.title.findIndex((candidate) => candidate.startsWith(word));
  if (at >= 0) {
    const exact = entry.title[at] === word ? 5 : 0;
    return { score: SCORES.title - Math.min(at, 9) + exact, where: 'title' };
  }
  if (entry.shortcut?.startsWith(word) === true) return { score: SCORES.shortcut, where: 'shortcut' };
  const query = { word, stem: stemOf(word) };
  if (entry.title.some((candidate) => isMeant(query, candidate)))
    return { score: SCORES.title - 20, where: 'title' };
  if (entry.folder.some((candidate) => candidate.startsWith(word) || isMeant(query, candidate)))
    return { score: SCORES.folder, where: 'folder' };
  return { score: SCORES.text, where: 'text' };
}

function findSimilar(
  index: ReplyIndex,
  typed: string,
  options: ReplySearchOptions,
  found: Map<Id, Hit>,
): void {
  const words = wordsOf(typed);
  if (words.length === 0 || words.length > MAX_QUERY_WORDS) return;
  if (words.every((word) => word.length < SHORTEST_SIMILAR)) return;
  for (const entry of index.entries()) {
    if (found.has(entry.id) || !fits(entry, options)) continue;
    const score = fit(words, entry.heads);
    // Below everything that has the words as they were typed.
    if (score > 0) found.set(entry.id, { entry, score: score / 10, where: 'similar' });
  }
}

function fits({ shelf }: Entry, { lineId }: ReplySearchOptions): boolean {
  return shelf.kind !== 'line' || lineId === undefined || lineId === null || shelf.lineId === lineId;
}

const PRECEDENCE = { personal: 0, line: 1, company: 2 } as const;

/** The reply that a shortcut stands for: one's own before the line's, and this before the company's. Null: it stands for none. */
export function replyCalled(
  index: ReplyIndex,
  shortcut: string,
  options: Pick<ReplySearchOptions, 'lineId'> = {},
): Id | null {
  const all = [...index.called(shortcut)].filter((entry) => fits(entry, options));
  const order = ({ shelf }: Entry): number => PRECEDENCE[shelf.kind];
  return all.toSorted((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1))[0]?.id ?? null;
}
