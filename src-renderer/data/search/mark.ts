import type { SeqRange } from './index-writer.ts';

/**
 * What of a dialog was indexed, and from where: the index's durable position, one for each dialog. A mark that differs from the
 * replica's means work; nothing else has to be remembered between starts.
 *
 * Rows: the dialog's revision and the known part of its transcript. Whatever changes the text of a message must raise the revision of its
 * dialog, or a change made while nobody indexes is overlooked. Packs never change, so their key says everything.
 */
export type Mark =
  | { kind: 'rows'; rev: number; known: SeqRange | null }
  | { kind: 'pack'; key: string }
  | { kind: 'unreadable' };

export function rowsMark(rev: number, known: SeqRange | null): string {
  return `rows ${rev} ${known ? `${known.from}-${known.to}` : 'none'}`;
}

export function packMark(key: string): string {
  return `pack ${key}`;
}

export function readMark(text: string): Mark {
  if (text.startsWith('pack ')) return { kind: 'pack', key: text.slice(5) };
  const parts = /^rows (\d+) (?:(\d+)-(\d+)|none)$/.exec(text);
  if (!parts) return { kind: 'unreadable' };
  const known = parts[2] === undefined ? null : { from: Number(parts[2]), to: Number(parts[3]) };
  return { kind: 'rows', rev: Number(parts[1]), known };
}

/** Parts of `now` that are not in `before`. */
export function newParts(before: SeqRange | null, now: SeqRange): SeqRange[] {
  if (!before || before.from > now.to || before.to < now.from) return [now];
  const parts: SeqRange[] = [];
  if (now.from < before.from) parts.push({ from: now.from, to: before.from - 1 });
  if (now.to > before.to) parts.push({ from: before.to + 1, to: now.to });
  return parts;
}
