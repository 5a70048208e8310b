import { describe, expect, test } from 'vitest';
import { extend, NOTHING, prune, step, toggle, type Selection } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];
const of = (...ids: string[]): Selection => ({ chosen: new Set(ids), anchor: ids.at(-1) ?? null });
const chosen = (selection: Selection): string => [...selection.chosen].toSorted().join('');

test('one in, one out', () => {
  expect(chosen(toggle(toggle(NOTHING, 'b'), 'd'))).toBe('bd');
  expect(chosen(toggle(of('b', 'd'), 'b'))).toBe('d');
});

describe('a range', () => {
  test('goes from the anchor either way, and leaves what was chosen', () => {
    expect(chosen(extend(toggle(NOTHING, 'b'), rows, 'd'))).toBe('bcd');
    expect(chosen(extend(toggle(NOTHING, 'd'), rows, 'b'))).toBe('bcd');
    expect(chosen(extend(toggle(of('a'), 'd'), rows, 'e'))).toBe('ade');
  });

  test('whose beginning has left the list is the row alone', () => {
    expect(chosen(extend({ chosen: new Set(), anchor: 'z' }, rows, 'c'))).toBe('c');
    expect(chosen(extend(NOTHING, rows, 'c'))).toBe('c');
    expect(extend(of('a'), rows, 'z')).toEqual(of('a'));
  });
});

describe('steps with Shift', () => {
  test('choose what is left and what is entered; back again they give it up', () => {
    let selection = step(NOTHING, rows, 'b', 'c');
    expect(chosen(selection)).toBe('bc');
    selection = step(selection, rows, 'c', 'd');
    expect(chosen(selection)).toBe('bcd');
    selection = step(selection, rows, 'd', 'c');
    expect(chosen(selection)).toBe('bc');
    selection = step(step(selection, rows, 'c', 'b'), rows, 'b', 'a');
    expect(chosen(selection)).toBe('ab');
  });
});

test('what has left the list is not chosen; nothing else changes', () => {
  const selection = of('a', 'b');
  expect(prune(selection, new Set(rows))).toBe(selection);
  expect(chosen(prune(selection, new Set(['b'])))).toBe('b');
});
