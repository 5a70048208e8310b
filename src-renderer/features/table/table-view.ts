import type { DialogTable } from '#renderer/client/client.ts';
import type { TableAnswer } from '#renderer/data/search/table/question.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { TableConditions } from '#shared/domain/table-filter.ts';
import type { TableSort } from '#shared/domain/table-order.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { detach } from '#shared/lib/detach.ts';
import { HubPages, type HubState } from './hub-pages.ts';
import { LaidRows } from './laid-rows.ts';

/** What is looked at. */
export interface TableLook {
  conditions: TableConditions;
  sort: TableSort;
  /** On this computer only, or in everything that the hub has, too. */
  where: 'here' | 'everywhere';
}

/** What is to be seen of it. */
export interface TablePicture {
  /** Those that were asked for, by place. */
  rows: ReadonlyMap<number, TableRow>;
  /** Null: nothing has been answered yet. */
  total: number | null;
  /** Nobody can say what is on this computer. */
  unavailable: boolean;
  /** Everything of this computer is among them. */
  whole: boolean;
  /** Where the watched lines stand now. */
  places: ReadonlyMap<Id, number>;
  hub: HubState;
}

export const NOTHING_YET: TablePicture = {
  rows: new Map(),
  total: null,
  unavailable: false,
  whole: true,
  places: new Map(),
  hub: { kind: 'off' },
};

/** Lines asked for beyond the screen, on either side: a turn of the wheel further is there already. */
const MARGIN = 60;
const MOST_ASKED = 500;
const MOST_KEPT = 3_000;
/** The hub is asked for more when so few of its lines are left below the screen. */
const HUB_AHEAD = 120;
/** Under a stream of changes the table is asked again only so soon, and rests longer the longer it takes; in milliseconds. */
const REST = { least: 80, most: 2_000, factor: 2 } as const;

/**
 * The part of a table that is on the screen, kept true. Asks for what is looked at and nothing else; one question at a time. No React, no
 * clock but for resting.
 */
export class TableView {
  private readonly table: DialogTable;
  private readonly hub: HubPages;
  private readonly laid: LaidRows;
  private readonly listeners = new Set<() => void>();
  private stop: (() => void) | null = null;
  private picture: TablePicture = NOTHING_YET;
  private look: TableLook | null = null;
  private range = { first: 0, last: 40 };
  private watched: readonly Id[] = [];
  private mark: string | null = null;
  private asking = false;
  private again = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private closed = true;

  constructor(table: DialogTable) {
    this.table = table;
    this.hub = new HubPages(table, () => this.hubChanged());
    this.laid = new LaidRows(() => this.changed());
  }

  /** From now on it follows what changes. @returns the way to end that */
  open(): () => void {
    this.closed = false;
    this.stop = this.table.subscribe(() => {
      this.laid.settled();
      this.changed();
    });
    return () => this.close();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): TablePicture => this.picture;

  private close(): void {
    this.closed = true;
    this.look = null;
    clearTimeout(this.resting);
    this.resting = undefined;
    this.hub.stop();
    this.laid.close();
    this.stop?.();
  }

  /** The former picture stands until the first answer. */
  setLook(look: TableLook): void {
    if (JSON.stringify(look) === JSON.stringify(this.look)) return;
    this.look = look;
    this.mark = null;
    if (look.where === 'everywhere') this.hub.start(look);
    else this.hub.stop();
    this.askNow();
  }

  /** @param watched lines whose places are wanted with every answer */
  setRange(first: number, last: number, watched: readonly Id[]): void {
    const known = this.range;
    this.range = { first, last };
    this.watched = watched;
    const moved = known.first !== first || known.last !== last;
    if (!moved) return;
    this.moreOfHub();
    if (this.isMissing(first, last)) this.askNow();
  }

  setLaid(rows: readonly TableRow[]): void {
    this.laid.set(rows);
  }

  /** Lines by their places, wherever they are; what is on the screen stays as it is. */
  async read(offset: number, limit: number): Promise<readonly TableRow[]> {
    if (!this.look) return [];
    const { conditions, sort, where } = this.look;
    const guests = where === 'everywhere' ? this.hub.guests(true) : null;
    const laid = this.laid.rows();
    const answer = await this.table.ask({ conditions, sort, offset, limit, laid, guests, find: [] });
    return answer?.kind === 'lines' ? answer.rows : this.hub.rows.slice(offset, offset + limit);
  }

  /** There may be a connection again. */
  retryHub(): void {
    if (this.look?.where === 'everywhere') this.hub.retry();
  }

  /** What the hub said is not to be believed any more: it is asked anew, from the top. */
  forgetHub(): void {
    if (this.look?.where !== 'everywhere') return;
    this.hub.start(this.look);
    this.askNow();
  }

  private isMissing(first: number, last: number): boolean {
    const { rows, total } = this.picture;
    if (total === null) return true;
    for (let at = first; at <= Math.min(last, total - 1); at += 1) if (!rows.has(at)) return true;
    return false;
  }

  private hubChanged(): void {
    this.show({ hub: this.hub.state });
    this.changed();
  }

  /** Something is other than it was, somewhere: soon enough. */
  private changed(): void {
    if (!this.look || this.closed) return;
    if (this.asking || this.resting !== undefined) this.again = true;
    else this.askNow();
  }

  private askNow(): void {
    if (!this.look || this.closed) return;
    if (this.asking) {
      this.again = true;
      return;
    }
    clearTimeout(this.resting);
    this.resting = undefined;
    this.again = false;
    this.asking = true;
    const began = performance.now();
    detach(
      this.ask(this.look).finally(() => this.rest(performance.now() - began)),
      (error) => console.error('the table could not be asked', error),
    );
  }

  private rest(took: number): void {
    this.asking = false;
    if (this.closed) return;
    // Somebody scrolled on, or asks something else: that does not wait.
    if (this.again && (this.mark === null || this.isMissing(this.range.first, this.range.last))) {
      this.askNow();
      return;
    }
    const rest = Math.max(REST.least, Math.min(took * REST.factor, REST.most));
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if (this.again) this.askNow();
    }, rest);
  }

  private async ask(look: TableLook): Promise<void> {
    const { first, last } = this.range;
    const offset = Math.max(0, first - MARGIN);
    const limit = Math.min(MOST_ASKED, last - offset + 1 + MARGIN);
    const guests = look.where === 'everywhere' ? this.hub.guests() : null;
    // As they are asked with: what comes meanwhile makes another picture.
    const keys = `${this.hub.key} ${this.laid.key}`;
    const frontier = this.hub.frontier;
    const find = [...new Set([...this.watched.slice(0, 3), ...(frontier === null ? [] : [frontier])])];
    const question = {
      conditions: look.conditions,
      sort: look.sort,
      offset,
      limit,
      laid: this.laid.rows(),
      find,
    };
    let answer = await this.table.ask({ ...question, guests });
    if (answer?.kind === 'guests')
      answer = await this.table.ask({ ...question, guests: this.hub.guests(true) });
    if (this.closed) return;
    if (this.look !== look) {
      this.again = true;
      return;
    }
    if (answer?.kind === 'lines') this.take(answer, keys, offset, find);
    else this.withoutHere();
    this.moreOfHub();
  }

  private take(
    answer: Extract<TableAnswer, { kind: 'lines' }>,
    keys: string,
    offset: number,
    find: readonly Id[],
  ): void {
    const mark = `${answer.mark} ${keys}`;
    const rows = new Map(mark === this.mark && this.picture.rows.size < MOST_KEPT ? this.picture.rows : []);
    answer.rows.forEach((row, i) => rows.set(offset + i, row));
    this.mark = mark;
    const places = new Map(
      find.flatMap((id, i): [Id, number][] => {
        const place = answer.places[i];
        return place == null ? [] : [[id, place]];
      }),
    );
    this.show({ rows, total: answer.total, whole: answer.whole, unavailable: false, places });
  }

  /** Then there is only what the hub says. */
  private withoutHere(): void {
    const rows = this.hub.rows;
    this.mark = null;
    this.show({
      rows: new Map(rows.map((row, i) => [i, row])),
      total: rows.length,
      whole: false,
      unavailable: true,
      places: new Map(rows.map((row, i) => [row.id, i])),
    });
  }

  private moreOfHub(): void {
    const { frontier } = this.hub;
    if (frontier === null) return;
    const place = this.picture.places.get(frontier);
    if (place !== undefined && this.range.last + HUB_AHEAD > place) this.hub.more();
  }

  private show(patch: Partial<TablePicture>): void {
    this.picture = { ...this.picture, ...patch };
    for (const listener of this.listeners) listener();
  }
}
