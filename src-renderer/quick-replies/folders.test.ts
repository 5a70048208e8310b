import { describe, expect, test } from 'vitest';
import type { ReplyShelf } from '#shared/domain/quick-reply.ts';
import { folderKey, folderRows, liesIn, readPath, writtenPath } from './folders.ts';

const mine: ReplyShelf = { kind: 'personal', operatorId: 'a' };
const line: ReplyShelf = { kind: 'line', lineId: 'l' };
const company: ReplyShelf = { kind: 'company' };
const reply = (shelf: ReplyShelf, ...folder: string[]) => ({ shelf, folder });

test('shelves keep their order and stay while they are empty; folders count what lies below', () => {
  const replies = [
    reply(company, 'Доставка', 'Москва'),
    reply(company, 'Доставка'),
    reply(company, 'Возврат'),
    reply(line),
  ];
  const rows = folderRows([mine, line, company], replies);
  expect(rows.map(({ path, count, parent }) => [writtenPath(path), count, parent])).toEqual([
    ['', 4, false],
    ['', 0, false],
    ['', 1, false],
    ['', 3, true],
    ['Возврат', 1, false],
    ['Доставка', 2, true],
    ['Доставка / Москва', 1, false],
  ]);
});

test('a line that is not known any more still shows what lies on its shelf', () => {
  const gone: ReplyShelf = { kind: 'line', lineId: 'gone' };
  expect(folderRows([mine], [reply(gone, 'A')]).map((row) => row.shelf)).toEqual([null, mine, gone, gone]);
});

test('numbers in names are ordered as numbers', () => {
  const rows = folderRows([mine], [reply(mine, '10'), reply(mine, '9'), reply(mine, '1')]);
  expect(rows.slice(2).map(({ path }) => path[0])).toEqual(['1', '9', '10']);
});

test('folders that read alike are two, each before what lies in it', () => {
  const replies = [
    reply(mine, '01'),
    reply(mine, '1', 'below'),
    reply(mine, '1'),
    reply(mine, '01', 'under'),
  ];
  const rows = folderRows([mine], replies).slice(2);
  expect(rows.map(({ path, parent }) => [writtenPath(path), parent])).toEqual([
    ['01', true],
    ['01 / under', false],
    ['1', true],
    ['1 / below', false],
  ]);
});

describe('a reply lies', () => {
  test.each([
    ['', true],
    [folderKey(company, []), true],
    [folderKey(company, ['A']), true],
    [folderKey(company, ['A', 'B']), true],
    [folderKey(company, ['A', 'B', 'C']), false],
    [folderKey(company, ['AB']), false],
    [folderKey(line, []), false],
  ])('in %j: %s', (key, lies) => {
    expect(liesIn(key, reply(company, 'A', 'B'))).toBe(lies);
  });
});

test('paths are read as they are written, or refused', () => {
  expect(readPath(' Доставка /  по   Москве/', 4, 200)).toEqual(['Доставка', 'по Москве']);
  expect(readPath('', 4, 200)).toEqual([]);
  expect(readPath('a/b/c', 2, 200)).toBeNull();
  expect(readPath('abc', 2, 2)).toBeNull();
});
