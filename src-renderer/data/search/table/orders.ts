import {
  compareIds,
  compareKeys,
  type NameRanks,
  type SortKey,
  type TableColumn,
} from '#shared/domain/table-order.ts';
import type { Columns } from './columns.ts';

/** A column's order, and what changed since it was made. Rising, null last. */
interface Kept {
  order: Int32Array;
  /** Slots of `order` that are somewhere else now, or nowhere. */
  changed: Set<number>;
  ranks: NameRanks;
}

/** Few columns are sorted by in a day. */
const MOST_KEPT = 4;

/**
 * Orders of all lines, kept from question to question: sorting a hundred thousand lines takes a tenth of a second, putting the few that
 * changed back into their places takes a few milliseconds.
 */
export class Orders {
  private readonly columns: Columns;
  private readonly kept = new Map<TableColumn, Kept>();

  constructor(columns: Columns) {
    this.columns = columns;
  }

  /** A line came, went or changed. */
  touch(slot: number): void {
    for (const { changed } of this.kept.values()) changed.add(slot);
  }

  clear(): void {
    this.kept.clear();
  }

  /** All lines by a column, rising; null keys last, ids decide ties. */
  rising(column: TableColumn, ranks: NameRanks): Int32Array {
    const kept = this.kept.get(column);
    const keyOf = this.columns.keys(column, ranks);
    const known = kept && kept.ranks === ranks ? kept : null;
    const order = known ? this.mended(known, keyOf) : this.sorted(this.aliveSlots(), keyOf);
    this.kept.delete(column);
    this.kept.set(column, { order, changed: new Set(), ranks });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
    return order;
  }

  private aliveSlots(): Int32Array {
    const slots = new Int32Array(this.columns.size);
    let at = 0;
    for (let slot = 0; slot < this.columns.length; slot += 1)
      if (this.columns.isAlive(slot)) slots[at++] = slot;
    return slots;
  }

  private compare(keyOf: (slot: number) => SortKey): (a: number, b: number) => number {
    const { ids } = this.columns;
    return (a, b) => compareKeys(keyOf(a), keyOf(b), 'asc') || compareIds(ids[a] ?? '', ids[b] ?? '', 'asc');
  }

  private sorted(slots: Int32Array, keyOf: (slot: number) => SortKey): Int32Array {
    return slots.toSorted(this.compare(keyOf));
  }

  private mended({ order, changed }: Kept, keyOf: (slot: number) => SortKey): Int32Array {
    if (changed.size === 0) return order;
    const moved = Int32Array.from(changed).filter((slot) => this.columns.isAlive(slot));
    const still = order.filter((slot) => !changed.has(slot));
    return merged(still, this.sorted(moved, keyOf), this.compare(keyOf));
  }
}

/** Two orders as one. */
export function merged(a: Int32Array, b: Int32Array, compare: (a: number, b: number) => number): Int32Array {
  const all = new Int32Array(a.length + b.length);
  let [i, j] = [0, 0];
  for (let at = 0; at < all.length; at += 1) {
    const [x, y] = [a[i], b[j]];
    const takesFirst = y === undefined || (x !== undefined && compare(x, y) <= 0);
    all[at] = (takesFirst ? x : y) ?? 0;
    if (takesFirst) i += 1;
    else j += 1;
  }
  return all;
}

/** The other way round; those without a key stay at the end. Ids decide ties the other way, too. */
export function falling(order: Int32Array, keyOf: (slot: number) => SortKey): Int32Array {
  let keyed = order.length;
  while (keyed > 0 && keyOf(order[keyed - 1] ?? 0) === null) keyed -= 1;
  const all = new Int32Array(order.length);
  all.set(order.subarray(0, keyed).toReversed(), 0);
  all.set(order.subarray(keyed).toReversed(), keyed);
  return all;
}
