import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINE } from '#tests/support/fixtures.ts';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import { MAX_REPLY_TEXT, NEW_REPLY, type QuickReply, type ReplyShelf } from './quick-reply.ts';
import { folderNames, folderPath, repliesAsCsv, repliesAsJson } from './reply-export.ts';
import {
  MAX_IMPORT_LENGTH,
  MAX_IMPORT_ROWS,
  planImport,
  readReplies,
  type ImportContext,
} from './reply-import.ts';

const OTHER = '01890000-0000-7000-8000-000000000012';
const ME = '01890000-0000-7000-8000-0000000000a1';
const own: ReplyShelf = { kind: 'personal', operatorId: ME };
const line: ReplyShelf = { kind: 'line', lineId: LINE };
const company: ReplyShelf = { kind: 'company' };
const LINES = new Map([
  [LINE, { name: 'Магазин' }],
  [OTHER, { name: 'Опт' }],
]);

const context = (patch: Partial<ImportContext> = {}): ImportContext => ({
  shelves: [own, line, company],
  otherwise: own,
  lines: LINES,
  existing: [],
  ...patch,
});

describe('a table', () => {
  test('says which columns it was not read from, and nothing of those that have no name', () => {
    const { rows, ignored } = readReplies('Название;Кому;Текст;;"Дата\nправки"\nA;B;C;D;E', context());
    expect(rows.map(({ draft }) => draft)).toMatchObject([{ title: 'A', text: 'C', shelf: own }]);
    expect(ignored).toEqual(['Кому', 'Дата правки']);
    expect(readReplies('title,text\nA,b', context()).ignored).toEqual([]);
    expect(readReplies(`${'x;'.repeat(400)}title;text\nA;b`, context()).ignored).toHaveLength(10);
  });

  test('of any spreadsheet, in either language, with columns in any order', () => {
    const text =
      '\ufeffКоманда;Текст;Название;Папка;Для кого;Линия\r\n' +
      '/Привет;"Здравствуйте!\r\nЧем помочь?";Приветствие;Общее/Начало;компания;\r\n' +
      ';Уже едем;Доставка;;линия;магазин\r\n' +
      ";'=не формула;Формула;;;\r\n";
    const { rows, problems } = readReplies(text, context());
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        twin: null,
        draft: {
          shelf: company,
          folder: ['Общее', 'Начало'],
          title: 'Приветствие',
          text: 'Здравствуйте!\nЧем помочь?',
          shortcut: 'привет',
        },
      },
      {
        line: 4,
        twin: null,
        draft: { shelf: line, folder: [], title: 'Доставка', text: 'Уже едем', shortcut: null },
      },
      {
        line: 5,
        twin: null,
        draft: { shelf: own, folder: [], title: 'Формула', text: '=не формула', shortcut: null },
      },
    ]);
  });

  test.each(['сокращение', 'Команда', 'shortcut', 'Command'])('its shortcuts stand under %j', (name) => {
    const { rows } = readReplies(`title,text,${name}\na,b,hi`, context());
    expect(rows.map(({ draft }) => draft.shortcut)).toEqual(['hi']);
  });

  test('every bad row is told by its line and why, and keeps nobody else out', () => {
    const long = 'х'.repeat(MAX_REPLY_TEXT + 1);
    const text = [
      'title,text,shortcut,for,line,folder',
      ',no title,,,,',
      'no text, ,,,,',
      `long,${long},,,,`,
      'shortcut,x,two words,,,',
      'who,x,,somebody,,',
      'where,x,,line,Nowhere,',
      'forbidden,x,,line,Опт,',
      'deep,x,,,,a/b/c/d/e',
      'good,x,,,,',
    ].join('\n');
    const { rows, problems } = readReplies(text, context());
    expect(problems).toEqual([
      { code: 'no_title', line: 2 },
      { code: 'no_text', line: 3 },
      { code: 'text_too_long', line: 4, most: MAX_REPLY_TEXT },
      { code: 'bad_shortcut', line: 5 },
      { code: 'unknown_shelf', line: 6, name: 'somebody' },
      { code: 'unknown_line', line: 7, name: 'Nowhere' },
      { code: 'not_allowed', line: 8, name: 'Опт' },
      { code: 'folder_too_deep', line: 9, most: 4 },
    ]);
    expect(rows.map(({ draft }) => draft.title)).toEqual(['good']);
  });

  test('an operator who may not change the company’s replies does not get them among his own', () => {
    const { rows, problems } = readReplies('title,text,for\na,b,company', context({ shelves: [own] }));
    expect([rows, problems]).toEqual([[], [{ code: 'not_allowed', line: 2, name: 'company' }]]);
  });

  test.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['Здравствуйте,мир', 'no_columns'],
    ['{"format": ', 'not_json'],
    ['{"a": 1}', 'other_format'],
    ['[1]', 'other_format'],
    ['{"format":"otklik.quick-replies","version":2,"replies":[]}', 'newer_version'],
    ['TOO MANY', 'too_many'],
    ['TOO MANY IN JSON', 'too_many'],
  ])('%j as a whole: %s', (text, code) => {
    const large: Record<string, string> = {
      'TOO MANY': `title,text\n${'a,b\n'.repeat(2001)}`,
      'TOO MANY IN JSON': `{"format":"otklik.quick-replies","version":1,"replies":[${'0,'.repeat(2000)}0]}`,
    };
    expect(readReplies(large[text] ?? text, context())).toEqual({
      rows: [],
      problems: [expect.objectContaining({ code })],
      ignored: [],
    });
  });

  test('a file that is one endless line is read no further than a table of replies is wide', () => {
    const read = (text: string) => readReplies(text, context());
    const head = 'title;text';
    const endless = (before: string): string => before.padEnd(MAX_IMPORT_LENGTH, ';');
    expect(read(`${head}${';'.repeat(5_000)}\nA;b`).rows).toHaveLength(1);
    expect(read(`${';'.repeat(500)}${head}\nA;b`).problems).toEqual([{ code: 'no_columns' }]);
    expect(read(endless('a')).problems).toEqual([{ code: 'no_columns' }]);
    expect(read(endless(head))).toEqual({ rows: [], problems: [], ignored: [] });
  });

  test('a file of endlessly many lines is not read to its end', () => {
    const read = readReplies('title;text\n'.padEnd(MAX_IMPORT_LENGTH, 'a;b\n'), context());
    expect(read).toEqual({ rows: [], problems: [{ code: 'too_many', most: MAX_IMPORT_ROWS }], ignored: [] });
  });

  test('an open quotation mark costs what is behind it and nothing else', () => {
    const { rows, problems } = readReplies('title,text\na,b\nc,"d\ne,f', context());
    expect(rows.map(({ draft }) => draft.title)).toEqual(['a']);
    expect(problems).toEqual([{ code: 'unclosed_quote', line: 3 }]);
  });
});

describe('names that are there already', () => {
  const greeting = quickReplyFixture({ id: 'there', shelf: own, title: 'Привет', shortcut: 'hi' });
  const ctx = context({ existing: [greeting] });
  const text = 'title,text,shortcut\nпривет,новый,\nДругое,второй,hi\nТретье,раз,\nтретье,два,';
  const base = { rev: 4, intentId: null };
  const plan = (onTwin: 'skip' | 'replace') => {
    let n = 0;
    const existing = (id: string) => (id === 'there' ? { reply: greeting, basedOn: base } : undefined);
    const changes = planImport(readReplies(text, ctx).rows, onTwin, existing, () => `new-${(n += 1)}`);
    return changes.map(({ draft, basedOn }) => [draft.id, draft.text, basedOn]);
  };

  test('are told: of replies and of earlier rows, on the same shelf only', () => {
    expect(readReplies(text, ctx).rows.map(({ twin }) => twin)).toEqual([
      { kind: 'reply', replyId: 'there', by: 'title' },
      { kind: 'reply', replyId: 'there', by: 'shortcut' },
      null,
      { kind: 'row', line: 4, by: 'title' },
    ]);
    expect(readReplies(text, { ...ctx, otherwise: company }).rows[0]?.twin).toBeNull();
  });

  test('are left alone', () => {
    expect(plan('skip')).toEqual([['new-1', 'раз', NEW_REPLY]]);
  });

  test('or replaced, on top of what the person sees; the last of several counts', () => {
    expect(plan('replace')).toEqual([
      ['there', 'второй', base],
      ['new-1', 'два', NEW_REPLY],
    ]);
  });
});

describe('what was exported', () => {
  const words = fc
    .string({
      unit: fc.constantFrom('а', 'b', '"', ';', ',', '/', '\\', '=', "'", '{', '1'),
      minLength: 1,
      maxLength: 8,
    })
    .filter((text) => text.trim() === text);
  const reply = fc.record({
    shelf: fc.constantFrom(own, line, company),
    folder: fc.array(words, { maxLength: 4 }),
    title: words,
    text: words.map((text) => `${text}\n${text}`),
    shortcut: fc.constantFrom(null, 'hi', 'привет-1'),
  });

  test.each(['ru', 'en'] as const)('as a table (%s) or as JSON is imported as it was', (language) => {
    fc.assert(
      fc.property(fc.array(reply, { minLength: 1, maxLength: 6 }), (all) => {
        const replies = all.map((one): QuickReply => quickReplyFixture(one));
        for (const text of [repliesAsCsv(replies, LINES, language), repliesAsJson(replies, LINES)]) {
          const { rows, problems } = readReplies(text, context());
          expect(problems).toEqual([]);
          expect(rows.map(({ draft }) => draft)).toEqual(all);
        }
      }),
    );
  });

  test('folders are paths, with slashes in their names', () => {
    expect(folderNames(folderPath(['a/b', 'c\\d', 'e']))).toEqual(['a/b', 'c\\d', 'e']);
    expect(folderNames(' Общее / Начало /')).toEqual(['Общее', 'Начало']);
  });
});
