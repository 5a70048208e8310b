import type { Id } from '#shared/domain/ids.ts';
import type { SeqRange } from './index-writer.ts';

/** What was written to the replica since the index last looked. Pure: made from the key ranges that Dexie tells after each commit. */
export interface Touched {
  /** Keys are unknown, or too many to name: compare everything. */
  everything: boolean;
  /** Dialogs with the places in them that were written. */
  dialogs: Map<Id, SeqRange[]>;
  contacts: Set<Id>;
  packs: boolean;
}

export function nothing(): Touched {
  return { everything: false, dialogs: new Map(), contacts: new Set(), packs: false };
}

export function isNothing({ everything, dialogs, contacts, packs }: Touched): boolean {
  return !everything && !packs && dialogs.size === 0 && contacts.size === 0;
}

/** A tree of key ranges as Dexie makes it; it may have travelled between threads, so it is a plain object. */
interface RangeNode {
  from?: unknown;
  to?: unknown;
  l?: RangeNode | null;
  r?: RangeNode | null;
}

function* rangesOf(node: RangeNode | null | undefined): Generator<[from: unknown, to: unknown]> {
  if (!node) return;
  yield* rangesOf(node.l);
  if ('from' in node) yield [node.from, node.to];
  yield* rangesOf(node.r);
}

/** A page is told by its first message; how many follow is known only when it is read. */
const MOST_IN_PAGE = 200;

/** Whether anything was written to this database. @param parts as for `noteChanges` */
export function hasChanges(databaseName: string, parts: Readonly<Record<string, unknown>>): boolean {
  const own = `idb://${databaseName}/`;
  return Object.keys(parts).some((part) => part.startsWith(own));
}

/** Whether packs were written. @param parts as for `noteChanges` */
export function hasPacks(databaseName: string, parts: Readonly<Record<string, unknown>>): boolean {
  return parts[`idb://${databaseName}/archive/`] !== undefined;
}

/** @param parts `ObservabilitySet` of Dexie's `storagemutated`: ranges by `idb://database/table/index` */
export function noteChanges(
  touched: Touched,
  databaseName: string,
  parts: Readonly<Record<string, unknown>>,
): void {
  const written = (table: string): [unknown, unknown][] | null => {
    const node = parts[`idb://${databaseName}/${table}/`];
    if (node === undefined) return null;
    return Array.from(rangesOf(node as RangeNode));
  };
  noteIds(touched, written('dialogs'), (id) => {
    if (!touched.dialogs.has(id)) touched.dialogs.set(id, []);
  });
  noteIds(touched, written('contacts'), (id) => touched.contacts.add(id));
  notePlaces(touched, written('messages'), 0);
  notePlaces(touched, written('pages'), MOST_IN_PAGE);
  if (hasPacks(databaseName, parts)) touched.packs = true;
}

function noteIds(touched: Touched, ranges: [unknown, unknown][] | null, note: (id: Id) => void): void {
  if (!ranges) return;
  if (ranges.length === 0) touched.everything = true;
  for (const [from, to] of ranges)
    if (typeof from === 'string' && from === to) note(from);
    else touched.everything = true;
}

function notePlaces(touched: Touched, ranges: [unknown, unknown][] | null, behind: number): void {
  if (!ranges) return;
  if (ranges.length === 0) touched.everything = true;
  for (const [from, to] of ranges) {
    const first = place(from);
    const last = place(to);
    if (!first || !last || first.dialogId !== last.dialogId) {
      touched.everything = true;
      continue;
    }
    const places = touched.dialogs.get(first.dialogId) ?? [];
    places.push({ from: first.seq, to: last.seq + behind });
    touched.dialogs.set(first.dialogId, places);
  }
}

function place(key: unknown): { dialogId: Id; seq: number } | null {
  if (!Array.isArray(key)) return null;
  const [dialogId, seq] = key as unknown[];
  return typeof dialogId === 'string' && typeof seq === 'number' ? { dialogId, seq } : null;
}
