import type { Id } from '#shared/domain/ids.ts';
import type { Span, TableConditions } from '#shared/domain/table-filter.ts';
import { textKey, type NameRanks, type SortKey, type TableColumn } from '#shared/domain/table-order.ts';
import { TABLE_STATUSES, type ClientPart, type DialogPart } from '#shared/domain/table-row.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { Codes, counts, flags, times } from './growing.ts';

/** Stands for "none" among times. */
const NEVER = -1;

/**
 * What the table filters and sorts by, column by column: a hundred thousand lines take some ten megabytes and are looked through in a
 * few milliseconds. A line has a slot; slots of those that went are used again.
 */
export class Columns {
  readonly ids: Id[] = [];
  private readonly slots = new Map<Id, number>();
  private readonly free: number[] = [];
  private readonly alive = flags();
  private readonly status = flags();
  private readonly created = times();
  private readonly closed = times();
  private readonly activity = times();
  private readonly waiting = times();
  private readonly unread = counts();
  private readonly messages = counts();
  private readonly channel = counts();
  private readonly line = counts();
  private readonly branch = counts();
  private readonly responsible = counts();
  private readonly client = counts();
  private readonly things = new Codes();
  private readonly clients = new Codes();
  private readonly known: ({ part: ClientPart; rev: number; name: string | null } | undefined)[] = [];
  private readonly ofClient: (Set<number> | undefined)[] = [];

  /** Slots from 0 up to here, those that are free included. */
  get length(): number {
    return this.ids.length;
  }

  get size(): number {
    return this.slots.size;
  }

  slotOf(id: Id): number | undefined {
    return this.slots.get(id);
  }

  isAlive(slot: number): boolean {
    return this.alive.at[slot] === 1;
  }

  /** @returns its slot */
  put(row: DialogPart): number {
    const slot = this.slots.get(row.id) ?? this.free.pop() ?? this.ids.length;
    this.ids[slot] = row.id;
    this.slots.set(row.id, slot);
    this.alive.set(slot, 1);
    this.status.set(slot, TABLE_STATUSES.indexOf(row.status));
    this.created.set(slot, row.createdAt);
    this.closed.set(slot, row.closedAt ?? NEVER);
    this.activity.set(slot, row.lastActivityAt);
    this.waiting.set(slot, row.waitingSince ?? NEVER);
    this.unread.set(slot, row.unread);
    this.messages.set(slot, row.messages);
    this.channel.set(slot, this.things.of(row.channelId));
    this.line.set(slot, this.things.of(row.lineId));
    this.branch.set(slot, this.things.of(row.branchId));
    this.responsible.set(slot, row.responsibleId === null ? -1 : this.things.of(row.responsibleId));
    const client = this.clients.of(row.contactId);
    if (this.client.at[slot] !== client) this.ofClient[this.client.at[slot] ?? -1]?.delete(slot);
    this.client.set(slot, client);
    (this.ofClient[client] ??= new Set()).add(slot);
    return slot;
  }

  /** @returns the slot that is free now */
  remove(id: Id): number | null {
    const slot = this.slots.get(id);
    if (slot === undefined) return null;
    this.slots.delete(id);
    this.alive.set(slot, 0);
    this.ofClient[this.client.at[slot] ?? -1]?.delete(slot);
    this.free.push(slot);
    return slot;
  }

  /** An older state of the client never wins. @returns slots that look different now */
  putClient(id: Id, part: ClientPart, rev: number): Iterable<number> {
    const code = this.clients.of(id);
    const known = this.known[code];
    if (known && known.rev >= rev) return [];
    this.known[code] = { part, rev, name: textKey(part.name ?? '') };
    return this.ofClient[code] ?? [];
  }

  clientOf(slot: number): ClientPart | null {
    return this.known[this.client.at[slot] ?? -1]?.part ?? null;
  }

  knowsClient(id: Id): boolean {
    return this.clients.known(id) !== undefined;
  }

  /** Null: last. */
  keys(column: TableColumn, ranks: NameRanks): (slot: number) => SortKey {
    const numbers = (of: { at: Float64Array | Int32Array | Uint8Array }) => (slot: number) => {
      const value = of.at[slot] ?? NEVER;
      return value < 0 ? null : value;
    };
    const ranked = (of: { at: Int32Array }, names: ReadonlyMap<Id, number>) => {
      const ranksByCode = this.things.ids.map((id) => names.get(id) ?? null);
      return (slot: number) => ranksByCode[of.at[slot] ?? -1] ?? null;
    };
    switch (column) {
      case 'client':
        return (slot) => this.known[this.client.at[slot] ?? -1]?.name ?? null;
      case 'tags':
        return (slot) => textKey(this.clientOf(slot)?.tags.join(' ') ?? '');
      case 'status':
        return numbers(this.status);
      case 'waiting':
        return numbers(this.waiting);
      case 'created':
        return numbers(this.created);
      case 'closed':
        return numbers(this.closed);
      case 'last':
      case 'activity':
        return numbers(this.activity);
      case 'messages':
        return numbers(this.messages);
      case 'unread':
        return numbers(this.unread);
      case 'responsible':
        return ranked(this.responsible, ranks.operators);
      case 'line':
        return ranked(this.line, ranks.lines);
      case 'branch':
        return ranked(this.branch, ranks.branches);
      case 'channel':
        return ranked(this.channel, ranks.channels);
      default:
        return exhaustive(column, 'column of the table');
    }
  }

  /** The same as `matches` of the domain, for slots. */
  matcher(conditions: TableConditions): (slot: number) => boolean {
    const tests = [
      this.among(
        this.status,
        conditions.statuses.map((one) => TABLE_STATUSES.indexOf(one)),
      ),
      this.among(this.channel, this.codes(conditions.channelIds)),
      this.among(this.line, this.codes(conditions.lineIds)),
      this.among(this.branch, this.codes(conditions.branchIds)),
      this.among(
        this.responsible,
        conditions.responsibleIds.map((id) => (id === null ? -1 : (this.things.known(id) ?? NOBODY))),
      ),
      inSpan(this.created, conditions.created),
      inSpan(this.closed, conditions.closed),
      this.waits(conditions.waiting),
      this.tagged(conditions.tags),
    ].filter((test) => test !== null);
    const [first, second, ...rest] = tests;
    if (!first) return () => true;
    if (!second) return first;
    return (slot) => first(slot) && second(slot) && rest.every((test) => test(slot));
  }

  private codes(ids: readonly Id[]): number[] {
    return ids.map((id) => this.things.known(id) ?? NOBODY);
  }

  private among(of: { at: Int32Array | Uint8Array }, wanted: readonly number[]): Test | null {
    if (wanted.length === 0) return null;
    const [only] = wanted;
    if (wanted.length === 1) return (slot) => of.at[slot] === only;
    const set = new Set(wanted);
    return (slot) => set.has(of.at[slot] ?? NOBODY);
  }

  private waits(wanted: boolean | null): Test | null {
    return wanted === null ? null : (slot) => (this.waiting.at[slot] ?? NEVER) >= 0 === wanted;
  }

  private tagged(tags: readonly string[]): Test | null {
    if (tags.length === 0) return null;
    return (slot) => this.clientOf(slot)?.tags.some((tag) => tags.includes(tag)) ?? false;
  }
}

type Test = (slot: number) => boolean;
/** No code at all: what is not known here is nobody's. */
const NOBODY = -2;

function inSpan(of: { at: Float64Array }, span: Span | null): Test | null {
  if (span === null) return null;
  const from = span.from ?? 0;
  const to = span.to ?? Infinity;
  return (slot) => {
    const at = of.at[slot] ?? NEVER;
    return at >= from && at < to;
  };
}
