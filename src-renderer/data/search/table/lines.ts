import type { Id } from '#shared/domain/ids.ts';
import { matches } from '#shared/domain/table-filter.ts';
import {
  compareIds,
  compareKeys,
  compareRows,
  sortKeyOf,
  type NameRanks,
} from '#shared/domain/table-order.ts';
import type { ClientPart, DialogPart, TableRow } from '#shared/domain/table-row.ts';
import { Columns } from './columns.ts';
import { falling, merged, Orders } from './orders.ts';
import type { TableQuestion } from './question.ts';

export const NO_RANKS: NameRanks = {
  operators: new Map(),
  lines: new Map(),
  branches: new Map(),
  channels: new Map(),
};

/** What a question found: slots in order; -1, -2… are the first, second… of `extras`. */
interface Found {
  order: Int32Array;
  extras: readonly TableRow[];
  here: number;
}

export type Asked = Pick<TableQuestion, 'conditions' | 'sort' | 'laid'> & {
  guests: readonly TableRow[];
  /** Dialogs with the words that are looked for; null: none are. */
  withWords: ReadonlySet<Id> | null;
  /** When the hub was asked for the guests, by this computer's clock. */
  guestsSince: number;
};

/** All lines there are, and answers about them. Knows no database; the same whoever fills it. */
export class Lines {
  /** Counts changes. */
  version = 0;
  private ranks: NameRanks = NO_RANKS;
  /** Dialogs that were taken away from this person, and when: what the hub said of them before counts no more. */
  private readonly takenAway = new Map<Id, number>();
  private readonly columns = new Columns();
  private readonly orders = new Orders(this.columns);

  get size(): number {
    return this.columns.size;
  }

  has(id: Id): boolean {
    return this.columns.slotOf(id) !== undefined;
  }

  put(row: DialogPart, client: ClientPart | null, clientRev: number): void {
    this.orders.touch(this.columns.put(row));
    this.takenAway.delete(row.id);
    if (client) this.putClient(row.contactId, client, clientRev);
    this.version += 1;
  }

  putClient(id: Id, client: ClientPart, rev: number): void {
    for (const slot of this.columns.putClient(id, client, rev)) this.orders.touch(slot);
    this.version += 1;
  }

  knowsClient(id: Id): boolean {
    return this.columns.knowsClient(id);
  }

  clientOf(id: Id): ClientPart | null {
    const slot = this.columns.slotOf(id);
    return slot === undefined ? null : this.columns.clientOf(slot);
  }

  /** @param takenAwayAt null: it is only not kept here any more */
  remove(id: Id, takenAwayAt: number | null): void {
    if (takenAwayAt !== null) this.takenAway.set(id, takenAwayAt);
    const slot = this.columns.remove(id);
    if (slot !== null) this.orders.touch(slot);
    this.version += 1;
  }

  setRanks(ranks: NameRanks): void {
    this.ranks = ranks;
    this.version += 1;
  }

  find(asked: Asked): Found {
    const here = this.slotsFor(asked);
    const extras = this.extrasFor(asked);
    if (extras.length === 0) return { order: here, extras, here: here.length };
    const refs = Int32Array.from(extras, (_, i) => -1 - i);
    return { order: merged(here, refs, this.mixed(asked, extras)), extras, here: here.length };
  }

  /** The line of a reference: one of the extras, or the id of one that is here. */
  at({ order, extras }: Found, place: number): TableRow | Id | null {
    const ref = order[place];
    if (ref === undefined) return null;
    return (ref < 0 ? extras[-1 - ref] : this.columns.ids[ref]) ?? null;
  }

  placeOf({ order, extras }: Found, id: Id): number | null {
    const extra = extras.findIndex((row) => row.id === id);
    const ref = extra >= 0 ? -1 - extra : this.columns.slotOf(id);
    const place = ref === undefined ? -1 : order.indexOf(ref);
    return place < 0 ? null : place;
  }

  private slotsFor({ conditions, sort, laid, withWords }: Asked): Int32Array {
    const { columns } = this;
    const rising = this.orders.rising(sort.column, this.ranks);
    const order = sort.direction === 'asc' ? rising : falling(rising, columns.keys(sort.column, this.ranks));
    const isWanted = columns.matcher(conditions);
    const covered = new Set(laid.map(({ id }) => columns.slotOf(id)));
    const { ids } = columns;
    return order.filter(
      (slot) =>
        isWanted(slot) && !covered.has(slot) && (withWords === null || withWords.has(ids[slot] ?? '')),
    );
  }

  /** In order. What words the hub found its lines by is its own business; own effects change no words. */
  private extrasFor({ conditions, sort, laid, guests, guestsSince, withWords }: Asked): TableRow[] {
    const covered = new Set(laid.map(({ id }) => id));
    const isTold = (id: Id) => (this.takenAway.get(id) ?? -Infinity) < guestsSince;
    return [
      ...laid.filter(({ id }) => withWords === null || withWords.has(id)),
      ...guests.filter(({ id }) => !covered.has(id) && !this.has(id) && isTold(id)),
    ]
      .filter((row) => matches(conditions, row))
      .toSorted(compareRows(sort, this.ranks));
  }

  private mixed({ sort }: Asked, extras: readonly TableRow[]): (a: number, b: number) => number {
    const { column, direction } = sort;
    const keyOfSlot = this.columns.keys(column, this.ranks);
    const keysOfExtras = extras.map((row) => sortKeyOf(column, row, this.ranks));
    const keyOf = (ref: number) => (ref < 0 ? (keysOfExtras[-1 - ref] ?? null) : keyOfSlot(ref));
    const idOf = (ref: number) => (ref < 0 ? extras[-1 - ref]?.id : this.columns.ids[ref]) ?? '';
    return (a, b) => compareKeys(keyOf(a), keyOf(b), direction) || compareIds(idOf(a), idOf(b), direction);
  }
}

export type { Found };
