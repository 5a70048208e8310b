import { describe, expect, test } from 'vitest';
import { catalogs, LOCALES } from '#renderer/i18n/messages.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { QuickReply, ReplyShelf } from '#shared/domain/quick-reply.ts';
import { OTHER_NAMES, REPLY_COLUMNS } from '#shared/domain/reply-export.ts';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import {
  draftOf,
  emptyForm,
  formOf,
  isSameField,
  isSameForm,
  isUntouched,
  nameIn,
  problemsOf,
  replaceName,
  titleFrom,
  unknownIn,
  type ReplyForm,
} from './form.ts';

const reply = (patch: Partial<QuickReply> = {}): QuickReply => quickReplyFixture(patch);
const form = (patch: Partial<ReplyForm> = {}): ReplyForm => ({ ...formOf(reply()), ...patch });
const fields = (found: ReturnType<typeof problemsOf>): string[] => found.map(({ field }) => field);

test('what is written and read again is the same', () => {
  const whole = reply({ folder: ['A/B', 'В'], shortcut: 'привет' });
  expect(draftOf(whole.id, formOf(whole))).toMatchObject({ folder: ['A/B', 'В'], shortcut: 'привет' });
  expect(isSameForm(formOf(whole), formOf(whole))).toBe(true);
});

test.each(LOCALES)('in a file its fields are called as in the form: %s', (locale) => {
  for (const field of ['title', 'text', 'folder', 'shortcut'] as const)
    expect(REPLY_COLUMNS[field][locale]).toBe(catalogs[locale][`reply.field.${field}`].toLowerCase());
  // The form asks who has it; a table says for whom it is, and is understood either way.
  expect(OTHER_NAMES.shelf).toContain(catalogs[locale]['reply.field.shelf'].toLowerCase());
});

test('people write the slash and capital letters as well', () => {
  expect(draftOf('x', form({ shortcut: ' /Привет ' }))?.shortcut).toBe('привет');
  expect(draftOf('x', form({ shortcut: ' ' }))?.shortcut).toBeNull();
});

describe('it cannot be kept', () => {
  test.each([
    [{ title: ' ' }, 'title'],
    [{ text: ' \n' }, 'text'],
    [{ text: 'x'.repeat(4001) }, 'tooLong'],
    [{ shortcut: 'two words' }, 'shortcut'],
    [{ folder: 'a/b/c/d/e' }, 'folder'],
  ] as const)('%j', (patch, field) => {
    expect(fields(problemsOf('x', form(patch), [], 0))).toEqual([field]);
  });

  test('under a shortcut that another of the same shelf has; its own is none', () => {
    const other = reply({ shortcut: 'да', title: 'Другой' });
    const taken = problemsOf('mine', form({ shortcut: 'Да' }), [{ reply: other }], 0);
    expect(taken).toEqual([{ field: 'taken', shortcut: 'да', title: 'Другой' }]);
    expect(problemsOf(other.id, form({ shortcut: 'да' }), [{ reply: other }], 0)).toEqual([]);
    const mine: ReplyShelf = { kind: 'personal', operatorId: 'a' };
    expect(problemsOf('mine', form({ shortcut: 'да', shelf: mine }), [{ reply: other }], 0)).toEqual([]);
  });

  test('a file is enough of a text', () => {
    expect(problemsOf('x', form({ text: '' }), [], 1)).toEqual([]);
  });
});

describe('a change of one field is a change', () => {
  test.each([
    [{ title: 'другое' }, false],
    [{ title: `${form().title} ` }, true],
    [{ folder: ' ' }, true],
    [{ folder: 'A' }, false],
    [{ shelf: { kind: 'line', lineId: 'l' } as const }, false],
  ])('%j', (patch, same) => {
    expect(isSameForm(form(), form(patch))).toBe(same);
  });
});

describe('as good as the same is a change all the same while somebody writes', () => {
  test.each<[string, Partial<ReplyForm>]>([
    ['a space that goes before the next word', { title: `${form().title} ` }],
    ['the slash before a shortcut', { shortcut: '/' }],
    ['the slash before the next folder', { folder: ' / ' }],
    ['an empty line below', { text: `${form().text}\n` }],
    ['capital letters', { shortcut: form().shortcut.toUpperCase() || ' ' }],
  ])('%s', (_, patch) => {
    expect(isSameForm(form(patch), form())).toBe(true);
    expect(isUntouched(form(patch), form())).toBe(false);
  });

  test('and what was put back letter by letter is none', () => {
    expect(isUntouched(form({ attachments: [] }), form())).toBe(true);
    expect(isUntouched(formOf(reply({ folder: ['A', 'Б'] })), formOf(reply({ folder: ['A', 'Б'] })))).toBe(
      true,
    );
  });
});

describe('files', () => {
  const file = (id: string): Attachment => ({
    id,
    name: `${id}.pdf`,
    size: 10,
    mime: 'application/pdf',
    kind: 'pdf',
    width: null,
    height: null,
    durationMs: null,
    preview: 'none',
  });
  const withFiles = (...ids: string[]): ReplyForm => form({ attachments: ids.map(file) });

  test('one more, one less and another order are changes; another name of the same file is none', () => {
    const same = (a: ReplyForm, b: ReplyForm): boolean => isSameField('attachments', a, b);
    expect(same(withFiles('a', 'b'), withFiles('a', 'b'))).toBe(true);
    expect(same(withFiles('a'), withFiles('a', 'b'))).toBe(false);
    expect(same(withFiles('b', 'a'), withFiles('a', 'b'))).toBe(false);
    expect(same(form({ attachments: [{ ...file('a'), name: 'other' }] }), withFiles('a'))).toBe(true);
    expect(isSameForm(withFiles('a'), withFiles())).toBe(false);
  });

  test('of what is there are kept in the draft, and enough of a text', () => {
    expect(draftOf('x', withFiles('a', 'b'))?.attachments.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(problemsOf('x', { ...withFiles('a'), text: ' ' }, [], 0)).toEqual([]);
  });
});

describe('a new reply', () => {
  test('begins empty on the shelf and in the folder that are looked at', () => {
    const shelf: ReplyShelf = { kind: 'line', lineId: 'l' };
    const begun = emptyForm(shelf, ['A/B', 'Москва']);
    expect(begun).toMatchObject({ title: '', text: '', shortcut: '', shelf, attachments: [] });
    expect(draftOf('x', { ...begun, title: 'T' })?.folder).toEqual(['A/B', 'Москва']);
  });

  test('says everything that it lacks at once', () => {
    const bad = { ...emptyForm({ kind: 'company' }, []), shortcut: 'a b', folder: 'a/b/c/d/e' };
    expect(fields(problemsOf('x', bad, [], 0))).toEqual(['title', 'text', 'folder', 'shortcut']);
    expect(draftOf('x', bad)).toBeNull();
  });

  test.each([
    ['', true],
    ['/hi', true],
    ['ХВАЛА', true],
    ['e\u0301te\u0301', true],
    ['a-b_1', true],
    ['x'.repeat(32), true],
    ['x'.repeat(33), false],
    ['два слова', false],
    ['a/b', false],
    ['//hi', false],
    ['🎉', false],
  ])('its shortcut %j: %s', (shortcut, good) => {
    expect(fields(problemsOf('x', form({ shortcut }), [], 0))).toEqual(good ? [] : ['shortcut']);
  });

  test('a title or a folder may be long, but not longer', () => {
    expect(problemsOf('x', form({ title: ` ${'t'.repeat(200)} ` }), [], 0)).toEqual([]);
    expect(fields(problemsOf('x', form({ title: 't'.repeat(201) }), [], 0))).toEqual(['title']);
    expect(problemsOf('x', form({ folder: 'f'.repeat(200) }), [], 0)).toEqual([]);
    expect(fields(problemsOf('x', form({ folder: 'f'.repeat(201) }), [], 0))).toEqual(['folder']);
    expect(problemsOf('x', form({ text: 'x'.repeat(4003) }), [], 0)).toEqual([
      { field: 'tooLong', count: 3 },
    ]);
  });
});

describe('a client’s name', () => {
  test.each([
    ['Иван, добрый день', 'Иван Петров', 'Иван'],
    ['Для Иван Петров', 'Иван Петров', 'Иван Петров'],
    ['Иванова просила', 'Иван', null],
    ['иван', 'Иван', null],
    ['Текст', 'Я', null],
    // One letter is rather a word than a name.
    ['Я тут', 'Я', null],
    ['Для Ян', 'Ян', 'Ян'],
  ])('in %j, of %j: %j', (text, name, found) => {
    expect(nameIn(text, name)).toBe(found);
  });

  test('is replaced everywhere as a word', () => {
    expect(replaceName('Иван, Иванова, Иван!', 'Иван', '{имя}')).toBe('{имя}, Иванова, {имя}!');
  });
});

test('titles are the first words', () => {
  expect(titleFrom('  Коротко\nи дальше')).toBe('Коротко');
  const long = titleFrom('слово '.repeat(30));
  expect(long.length).toBeLessThanOrEqual(61);
  expect(long).toMatch(/слово…$/);
});

test('what looks like a variable and is none is named', () => {
  expect(unknownIn('{client.name} {нет такой} {{x}}')).toEqual(['{нет такой}']);
});
