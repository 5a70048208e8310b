import type { TableRow } from '#shared/domain/table-row.ts';

/** The table of what is here follows commits a moment later than screens do; longer than this it does not take, in milliseconds. */
const MOST_LINGER_MS = 1_500;

/**
 * Lines with own effects laid over them. One whose effect the hub has confirmed stays until the table beneath has the confirmed line: otherwise it
 * would be for a moment what it was before.
 */
export class LaidRows {
  private readonly onChange: () => void;
  private now: readonly TableRow[] = [];
  private lingering: readonly TableRow[] = [];
  private version = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  get key(): string {
    return String(this.version);
  }

  rows(): TableRow[] {
    const ids = new Set(this.now.map(({ id }) => id));
    return [...this.now, ...this.lingering.filter(({ id }) => !ids.has(id))];
  }

  set(rows: readonly TableRow[]): void {
    if (rows.length === 0 && this.now.length === 0) return;
    const ids = new Set(rows.map(({ id }) => id));
    const left = this.now.filter(({ id }) => !ids.has(id));
    this.lingering = [...this.lingering.filter(({ id }) => !ids.has(id)), ...left];
    this.now = rows;
    this.version += 1;
    clearTimeout(this.timer);
    if (this.lingering.length > 0) this.timer = setTimeout(() => this.settled(), MOST_LINGER_MS);
    this.onChange();
  }

  /** The table beneath has caught up. */
  settled(): void {
    if (this.lingering.length === 0) return;
    clearTimeout(this.timer);
    this.lingering = [];
    this.version += 1;
    this.onChange();
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
