import type { DialogTable, HubAnswer } from '#renderer/client/client.ts';
import type { TableAnswer, TableQuestion } from '#renderer/data/search/table/question.ts';
import { clientPart, dialogPart, type TableRow } from '#shared/domain/table-row.ts';
import type { TableResponse } from '#shared/wire/http/table.ts';
import { contactFixture, dialogFixture } from './fixtures.ts';

/** Lines of the table by number: the lower, the newer. */

export const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const row = (n: number, patch: Partial<TableRow> = {}): TableRow => ({
  ...dialogPart(dialogFixture({ id: id(n), lastActivityAt: 10_000 - n })),
  ...clientPart(contactFixture()),
  ...patch,
});

/** What the hub answers with a page. @param count of all of them, with the first page */
export function found(
  rows: TableRow[],
  next: string | null,
  count?: number,
): Extract<HubAnswer<TableResponse>, { kind: 'found' }> {
  const total = count === undefined ? null : { count, more: false };
  return { kind: 'found', response: { rows, next, total } };
}

/** A table whose lines, by number, the test sets; own lines lie over them, guests stand where they belong. */
export class FakeTable implements DialogTable {
  rows: TableRow[] = [];
  readonly asked: TableQuestion[] = [];
  readonly hubAsked: (string | null)[] = [];
  hub: (after: string | null) => HubAnswer<TableResponse> = () => ({ kind: 'offline' });
  knownGuests = new Map<string, TableRow[]>();
  private readonly told = new Set<() => void>();
  private version = 0;

  ask(question: TableQuestion): Promise<TableAnswer | null> {
    this.asked.push(question);
    const { guests, offset, limit, find, laid } = question;
    if (guests?.rows) this.knownGuests.set(guests.key, guests.rows);
    const more = guests === null ? [] : this.knownGuests.get(guests.key);
    if (more === undefined) return Promise.resolve({ kind: 'guests' });
    const byId = new Map([...more, ...this.rows, ...laid].map((one) => [one.id, one]));
    const rows = [...byId.values()].toSorted((a, b) => b.lastActivityAt - a.lastActivityAt);
    return Promise.resolve({
      kind: 'lines',
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
      here: this.rows.length,
      places: find.map((one) => {
        const at = rows.findIndex((other) => other.id === one);
        return at < 0 ? null : at;
      }),
      mark: String(this.version),
      whole: true,
    });
  }

  askHub: DialogTable['askHub'] = async ({ after = null }) => {
    this.hubAsked.push(after);
    return this.hub(after);
  };

  subscribe(listener: () => void): () => void {
    this.told.add(listener);
    return () => this.told.delete(listener);
  }

  get listeners(): number {
    return this.told.size;
  }

  change(rows: TableRow[]): void {
    this.rows = rows;
    this.version += 1;
    for (const listener of this.told) listener();
  }
}
