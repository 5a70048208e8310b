import type { DialogTable } from '#renderer/client/client.ts';
import type { TableQuestion } from '#renderer/data/search/table/question.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { TableConditions } from '#shared/domain/table-filter.ts';
import type { TableSort } from '#shared/domain/table-order.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { detach } from '#shared/lib/detach.ts';

type Answer = Awaited<ReturnType<DialogTable['askHub']>>;
type Response = Extract<Answer, { kind: 'found' }>['response'];

/** How it stands with the question to the hub. */
export type HubState =
  | { kind: 'off' }
  /** `total` of the first page, once it has come. */
  | { kind: 'asking' | 'more' | 'whole'; total: Response['total'] }
  | { kind: 'offline' | 'failed'; total: Response['total'] };

const PAGE = 100;
/** Nobody scrolls further; filters are the way there. */
const MOST = 10_000;
/** Letters are typed one after the other, in milliseconds. */
const SETTLE_MS = 150;

let views = 0;

/** What the hub has of a question, page by page from the top; everything up to `frontier` is known. */
export class HubPages {
  rows: readonly TableRow[] = [];
  state: HubState = { kind: 'off' };
  private readonly table: DialogTable;
  private readonly onChange: () => void;
  private asked: { conditions: TableConditions; sort: TableSort } | null = null;
  private next: string | null = null;
  private going = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly name = `${Math.random().toString(36).slice(2)}-${(views += 1)}`;
  private version = 0;
  /** When the first page was asked for. */
  private since = 0;
  /** The key of the guests whose lines were handed over. */
  private told: string | null = null;

  constructor(table: DialogTable, onChange: () => void) {
    this.table = table;
    this.onChange = onChange;
  }

  get key(): string {
    return `${this.name} ${this.version}`;
  }

  /** The last line that the hub has told of, while there are more. */
  get frontier(): Id | null {
    return this.next === null ? null : (this.rows.at(-1)?.id ?? null);
  }

  /** For the table of what is here. @param again said before, and forgotten there */
  guests(again = false): NonNullable<TableQuestion['guests']> {
    const { key } = this;
    const known = this.told === key && !again;
    this.told = key;
    return { key, since: this.since, rows: known ? null : [...this.rows] };
  }

  start(asked: { conditions: TableConditions; sort: TableSort }): void {
    this.stop();
    this.asked = asked;
    this.state = { kind: 'asking', total: null };
    this.timer = setTimeout(() => this.ask(null), SETTLE_MS);
    this.onChange();
  }

  stop(): void {
    this.going.abort();
    this.going = new AbortController();
    clearTimeout(this.timer);
    this.rows = [];
    this.next = null;
    this.version += 1;
    this.asked = null;
    this.state = { kind: 'off' };
  }

  /** Cheap to call again. */
  more(): void {
    if (this.state.kind === 'more' && this.next !== null && this.rows.length < MOST) this.ask(this.next);
  }

  retry(): void {
    if (this.state.kind === 'offline' || this.state.kind === 'failed') this.ask(this.next);
  }

  private ask(after: string | null): void {
    const { asked } = this;
    if (!asked) return;
    clearTimeout(this.timer);
    if (after === null) this.since = Date.now();
    const { signal } = this.going;
    this.to({ kind: 'asking', total: totalOf(this.state) });
    detach(
      this.table.askHub({ ...asked, after, limit: PAGE }, signal).then((answer) => {
        if (!signal.aborted) this.take(answer, after);
      }),
      (error) => {
        console.error('the hub could not be asked', error);
        if (!signal.aborted) this.to({ kind: 'failed', total: totalOf(this.state) });
      },
    );
  }

  private take(answer: Answer, after: string | null): void {
    const total = totalOf(this.state);
    switch (answer.kind) {
      case 'found': {
        const { response } = answer;
        this.rows = after === null ? response.rows : [...this.rows, ...response.rows];
        this.next = response.next;
        this.version += 1;
        this.to({ kind: response.next === null ? 'whole' : 'more', total: response.total ?? total });
        return;
      }
      case 'busy':
        this.timer = setTimeout(() => this.ask(after), answer.retryAfterMs);
        return;
      case 'offline':
        this.to({ kind: 'offline', total });
        return;
      case 'failed':
        this.to({ kind: 'failed', total });
    }
  }

  private to(state: HubState): void {
    this.state = state;
    this.onChange();
  }
}

function totalOf(state: HubState): Response['total'] {
  return state.kind === 'off' ? null : state.total;
}
