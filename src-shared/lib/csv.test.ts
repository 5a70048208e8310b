import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harmless, parseCsv, plainCell, writeCsv } from './csv.ts';

const cellsOf = (text: string): string[][] => parseCsv(text).records.map(({ cells }) => cells);

describe('a table is read', () => {
  test.each([
    [
      'commas',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'semicolons',
      'a;b\r\nc;d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'tabs and a byte order mark',
      '\ufeffa\tb\rc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a comma within semicolons',
      'a;b;c\n"1,2";"x;y";3',
      [
        ['a', 'b', 'c'],
        ['1,2', 'x;y', '3'],
      ],
    ],
    ['doubled quotation marks', '"say ""hi""",b', [['say "hi"', 'b']]],
    [
      'several lines in a cell',
      '"one\r\ntwo",b\nc,d',
      [
        ['one\r\ntwo', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a mark within a word', 'a "b" c,d', [['a "b" c', 'd']]],
    ['what stands behind the mark', '"a" ,b', [['a ', 'b']]],
    ['empty cells', ',,x,', [['', '', 'x', '']]],
    [
      'empty lines',
      'a,b\n\n ,\nc,d\n\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['the word of a spreadsheet', 'sep=;\r\na;b,c\r\n', [['a', 'b,c']]],
    ['one column', 'title\nx', [['title'], ['x']]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  test('records know their lines, cells of several lines counted', () => {
    const { records } = parseCsv('sep=,\na,b\n"x\ny\r\nz",1\n\nlast,2\n');
    expect(records.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, 'a'],
      [3, 'x\ny\r\nz'],
      [7, 'last'],
    ]);
  });

  test('an open quotation mark is told by its line, and what stands before it is read', () => {
    const { records, unclosed } = parseCsv('a,b\nc,d\ne,"f\ng,h\n');
    expect(unclosed).toBe(3);
    expect(records.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});

describe('a table is written', () => {
  test('for spreadsheets: with a mark of its bytes, their ends of lines, and quotation marks where needed', () => {
    expect(writeCsv([['a', 'b;c', 'd"e', 'f\ng']], ';')).toBe('\ufeffa;"b;c";"d""e";"f\ng"\r\n');
  });

  test.each(['=1+1', '+7 916 000', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"])(
    '%j is no formula',
    (cell) => {
      expect(harmless(cell)).toBe(`'${cell}`);
      expect(plainCell(harmless(cell))).toBe(cell);
      expect(writeCsv([[cell]], ',')).not.toMatch(/^\ufeff"?[=+\-@]/);
    },
  );

  test("an apostrophe that somebody else's program wrote stays", () => {
    expect(plainCell("'tis")).toBe("'tis");
  });

  test('and read again it is what it was, whatever is in it', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'я', ' ', '"', "'", ';', ',', '\n', '\r\n', '=', '-', '\t', '😀'),
      maxLength: 12,
    });
    // The first cell keeps a row from being empty, which is left out.
    const rows = fc.array(fc.tuple(fc.constant('key'), cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom(';' as const, ',' as const), (written, separator) => {
        const head = ['one', 'two', 'three'];
        const read = parseCsv(writeCsv([head, ...written], separator));
        expect(read.unclosed).toBeNull();
        expect(read.records.map(({ cells }) => cells.map(plainCell))).toEqual([head, ...written]);
      }),
    );
  });
});
