import { folderNames, folderPath } from '#shared/domain/reply-export.ts';
import { shelfKey, type QuickReply, type ReplyShelf } from '#shared/domain/quick-reply.ts';

/** Shelves and their folders as a tree, written from top to bottom. Pure. */

export interface FolderRow {
  /** '' for all of them. */
  key: string;
  /** Null: all shelves. */
  shelf: ReplyShelf | null;
  /** Names from the outermost folder inwards; empty for the shelf itself. */
  path: readonly string[];
  /** Replies in it and below. */
  count: number;
  /** Further folders lie in it. */
  parent: boolean;
}

type Placed = Pick<QuickReply, 'shelf' | 'folder'>;

/** Characters that no name has keep the parts apart. */
const APART = '\u001f';
export const folderKey = (shelf: ReplyShelf, path: readonly string[]): string =>
  [shelfKey(shelf), ...path].join(APART);

/** @param shelves in their order, shown also while nothing is on them */
export function folderRows(shelves: readonly ReplyShelf[], replies: readonly Placed[]): FolderRow[] {
  const counts = new Map<string, { shelf: ReplyShelf; path: readonly string[]; count: number }>();
  for (const shelf of shelves) counts.set(shelfKey(shelf), { shelf, path: [], count: 0 });
  for (const { shelf, folder } of replies) {
    for (let depth = 0; depth <= folder.length; depth += 1) {
      const path = folder.slice(0, depth);
      const key = folderKey(shelf, path);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { shelf, path, count: 1 });
    }
  }
  const order = new Map(shelves.map((shelf, place) => [shelfKey(shelf), place]));
  const place = (shelf: ReplyShelf): number => order.get(shelfKey(shelf)) ?? shelves.length;
  const rows = [...counts]
    .map(([key, row]) => ({ key, ...row, parent: false }))
    .toSorted(
      (a, b) =>
        place(a.shelf) - place(b.shelf) ||
        compare([shelfKey(a.shelf), ...a.path], [shelfKey(b.shelf), ...b.path]),
    );
  for (const [i, row] of rows.entries()) row.parent = rows[i + 1]?.key.startsWith(row.key + APART) ?? false;
  return [{ key: '', shelf: null, path: [], count: replies.length, parent: false }, ...rows];
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [i, name] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    // What is as good as the same to a reader, `1` and `01`, is two folders all the same: each with its own below it.
    const by =
      name.localeCompare(other, undefined, { numeric: true }) || (name < other ? -1 : Number(name > other));
    if (by !== 0) return by;
  }
  return a.length - b.length;
}

/** Whether a reply lies in a folder or below it. */
export function liesIn(key: string, { shelf, folder }: Placed): boolean {
  const own = folderKey(shelf, folder);
  return key === '' || own === key || own.startsWith(key + APART);
}

/** Folders as people write them: "Delivery / Moscow". */
export function writtenPath(path: readonly string[]): string {
  return path.map((name) => folderPath([name])).join(' / ');
}

/** @returns null when there are more than `most`, or one is longer than `longest` */
export function readPath(written: string, most: number, longest: number): string[] | null {
  const names = folderNames(written).map((name) => name.replace(/\s+/g, ' '));
  return names.length > most || names.some((name) => name.length > longest) ? null : names;
}
