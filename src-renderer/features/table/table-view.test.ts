import { afterEach, expect, test, vi } from 'vitest';
import { conditionsOf, NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { FakeTable, found, id, row } from '#tests/support/fake-table.ts';
import { TableView, type TableLook } from './table-view.ts';

const LOOK: TableLook = { conditions: conditionsOf(NO_FILTER, id(1), 0), sort: FIRST_SORT, where: 'here' };

function open(table: FakeTable): TableView {
  const view = new TableView(table);
  closers.push(view.open());
  return view;
}

let closers: (() => void)[] = [];
afterEach(() => {
  closers.forEach((close) => close());
  closers = [];
});

const shown = (view: TableView): string[] =>
  Array.from(view.current().rows.entries())
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one.id);
const seen = (view: TableView, ids: string[]) => vi.waitFor(() => expect(shown(view)).toEqual(ids));

test('shows what is looked at, and what changes', async () => {
  const table = new FakeTable();
  table.rows = [row(1), row(2)];
  const view = open(table);
  view.setLook(LOOK);
  await seen(view, [id(1), id(2)]);
  table.change([row(2), row(3)]);
  await seen(view, [id(2), id(3)]);
});

test('only what is on the screen is asked for, and more when one scrolls there', async () => {
  const table = new FakeTable();
  table.rows = Array.from({ length: 1_000 }, (_, n) => row(n + 1));
  const view = open(table);
  view.setLook(LOOK);
  await vi.waitFor(() => expect(view.current().total).toBe(1_000));
  expect(view.current().rows.size).toBeLessThan(200);
  view.setRange(700, 740, []);
  await vi.waitFor(() => expect(view.current().rows.get(720)?.id).toBe(id(721)));
  const before = table.asked.length;
  view.setRange(705, 745, []);
  expect(table.asked.length).toBe(before);
});

test('an own effect that the hub confirms stays until the line beneath has changed', async () => {
  const table = new FakeTable();
  table.rows = [row(1, { status: 'queued' })];
  const view = open(table);
  view.setLook(LOOK);
  await seen(view, [id(1)]);
  const statuses: (string | undefined)[] = [];
  view.subscribe(() => statuses.push(view.current().rows.get(0)?.status));
  view.setLaid([row(1, { status: 'active' })]);
  await vi.waitFor(() => expect(view.current().rows.get(0)?.status).toBe('active'));
  view.setLaid([]);
  table.change([row(1, { status: 'active' })]);
  await vi.waitFor(() => expect(table.asked.at(-1)?.laid).toEqual([]));
  await vi.waitFor(() => expect(view.current().rows.get(0)?.status).toBe('active'));
  expect(statuses.lastIndexOf('queued')).toBeLessThan(statuses.indexOf('active'));
});

test('lines of the hub come in where they belong, page after page as one scrolls; who forgot them is told again', async () => {
  const table = new FakeTable();
  table.rows = [row(2), row(4)];
  const pages: Record<string, ReturnType<typeof found>> = {
    first: found([row(1), row(2), row(3)], 'second', 5),
    second: found([row(4), row(5)], null),
  };
  table.hub = (after) => pages[after ?? 'first'] ?? { kind: 'failed', detail: 'no page' };
  const view = open(table);
  view.setLook({ ...LOOK, where: 'everywhere' });
  await seen(view, [1, 2, 3, 4, 5].map(id));
  expect(table.hubAsked).toEqual([null, 'second']);
  expect(view.current().hub).toEqual({ kind: 'whole', total: { count: 5, more: false } });
  table.knownGuests.clear();
  table.change([row(2), row(4), row(6)]);
  await seen(view, [1, 2, 3, 4, 5, 6].map(id));
});

test('under other rights nothing of what the hub said stays, be it on the screen or on its way; it is asked anew', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const pages: Record<string, ReturnType<typeof found>> = {
    first: found([row(2), row(3)], 'second', 4),
    second: found([row(4), row(5)], null),
  };
  table.hub = (after) => pages[after ?? 'first'] ?? { kind: 'failed', detail: 'no page' };
  const view = open(table);
  view.setLook({ ...LOOK, where: 'everywhere' });
  await seen(view, [1, 2, 3, 4, 5].map(id));
  const answers: (() => void)[] = [];
  table.hub = () => found([row(3)], null, 1);
  const ask = table.ask.bind(table);
  // One question is on its way with the lines of before.
  table.ask = (question) => new Promise((resolve) => answers.push(() => resolve(ask(question))));
  table.change([row(1)]);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  view.forgetHub();
  expect(view.current().hub).toEqual({ kind: 'asking', total: null });
  table.ask = ask;
  answers[0]?.();
  await seen(view, [id(1)]);
  await seen(view, [id(1), id(3)]);
  expect(view.current().hub).toEqual({ kind: 'whole', total: { count: 1, more: false } });
  expect(table.hubAsked).toEqual([null, 'second', null]);
});

test('who looks only at what is here asks the hub nothing under other rights either', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const view = open(table);
  view.setLook(LOOK);
  await seen(view, [id(1)]);
  view.forgetHub();
  expect([view.current().hub, table.hubAsked]).toEqual([{ kind: 'off' }, []]);
});

test('without a connection there is what is here; with it the hub is asked again', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const view = open(table);
  view.setLook({ ...LOOK, where: 'everywhere' });
  await vi.waitFor(() => expect(view.current().hub.kind).toBe('offline'));
  await seen(view, [id(1)]);
  table.hub = () => found([row(9)], null, 1);
  view.retryHub();
  await seen(view, [id(1), id(9)]);
});

test('when nobody can say what is here, there is what the hub says', async () => {
  const table = new FakeTable();
  table.ask = () => Promise.resolve(null);
  table.hub = () => found([row(3), row(4)], null, 2);
  const view = open(table);
  view.setLook({ ...LOOK, where: 'everywhere' });
  await seen(view, [id(3), id(4)]);
  expect(view.current().unavailable).toBe(true);
});

test('a question that was given up shows nothing: only the last one counts', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const view = open(table);
  view.setLook(LOOK);
  view.setLook({ ...LOOK, sort: { column: 'client', direction: 'asc' } });
  await seen(view, [id(1)]);
  expect(table.asked.at(-1)?.sort.column).toBe('client');
});

test('lines by their places are read from beyond the screen, own effects and those of the hub among them', async () => {
  const table = new FakeTable();
  table.rows = Array.from({ length: 400 }, (_, n) => row(2 * n));
  table.hub = () => found([row(301)], null, 1);
  const view = open(table);
  expect(await view.read(0, 3)).toEqual([]);
  view.setLook({ ...LOOK, where: 'everywhere' });
  await vi.waitFor(() => expect(view.current().total).toBe(401));
  view.setLaid([row(300, { status: 'active' })]);
  const read = await view.read(149, 4);
  expect(read.map((one) => one.id)).toEqual([298, 300, 301, 302].map(id));
  expect(read[1]?.status).toBe('active');
  // Nobody who looks is told of it.
  expect(view.current().rows.has(151)).toBe(false);
});

test('a table that changes all the time is not asked all the time, and what came last is there in the end', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const view = open(table);
  view.setLook(LOOK);
  await seen(view, [id(1)]);
  const before = table.asked.length;
  for (let n = 2; n < 100; n += 1) {
    table.change([row(n)]);
    await Promise.resolve();
  }
  expect(table.asked.length - before).toBeLessThan(5);
  await seen(view, [id(99)]);
});

test('where the watched lines stand is told with every answer, and that they are gone', async () => {
  const table = new FakeTable();
  table.rows = [row(1), row(2), row(3)];
  const view = open(table);
  view.setLook(LOOK);
  view.setRange(0, 10, [id(3), id(8)]);
  table.change([row(1), row(2), row(3), row(4)]);
  await vi.waitFor(() => expect([...view.current().places]).toEqual([[id(3), 2]]));
  table.change([row(0), row(1), row(2), row(3)]);
  await vi.waitFor(() => expect([...view.current().places]).toEqual([[id(3), 3]]));
  table.change([row(1)]);
  await vi.waitFor(() => expect(view.current().places.size).toBe(0));
});

test('asked something else, it shows nothing of what it showed before', async () => {
  const table = new FakeTable();
  table.rows = [row(1), row(2), row(3)];
  const view = open(table);
  view.setLook(LOOK);
  await seen(view, [1, 2, 3].map(id));
  table.rows = [row(2)];
  view.setLook({ ...LOOK, conditions: { ...LOOK.conditions, waiting: true } });
  await seen(view, [id(2)]);
  expect(view.current().total).toBe(1);
  // The same said again is not asked again.
  const before = table.asked.length;
  view.setLook({ ...LOOK, conditions: { ...LOOK.conditions, waiting: true } });
  expect(table.asked.length).toBe(before);
});

test('closed, it neither asks nor tells', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const view = new TableView(table);
  const close = view.open();
  view.setLook({ ...LOOK, where: 'everywhere' });
  await seen(view, [id(1)]);
  close();
  const told = vi.fn();
  view.subscribe(told);
  const before = [table.asked.length, table.hubAsked.length];
  table.change([row(2)]);
  view.retryHub();
  view.setRange(50, 90, []);
  view.setLook({ ...LOOK, where: 'here' });
  await new Promise((resolve) => setImmediate(resolve));
  expect([table.asked.length, table.hubAsked.length]).toEqual(before);
  expect(table.listeners).toBe(0);
});

test('a table that cannot be asked once is asked again when something changes', async () => {
  const table = new FakeTable();
  table.rows = [row(1)];
  const ask = table.ask.bind(table);
  const said = vi.spyOn(console, 'error').mockReturnValue();
  table.ask = () => Promise.reject(new Error('the worker is gone'));
  const view = open(table);
  view.setLook(LOOK);
  await vi.waitFor(() => expect(said).toHaveBeenCalled());
  expect(view.current().total).toBeNull();
  table.ask = ask;
  table.change([row(1)]);
  await seen(view, [id(1)]);
  said.mockRestore();
});
