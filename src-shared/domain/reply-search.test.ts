import { beforeEach, describe, expect, test } from 'vitest';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import { LINE } from '#tests/support/fixtures.ts';
import type { QuickReply } from './quick-reply.ts';
import { replyCalled, ReplyIndex, searchReplies, type ReplySearchOptions } from './reply-search.ts';

const OTHER_LINE = '01890000-0000-7000-8000-000000000012';

let index: ReplyIndex;
let titles: Map<string, string>;

function put(...replies: Partial<QuickReply>[]): void {
  for (const patch of replies) {
    const reply = quickReplyFixture({ id: `0000-${patch.title}`, ...patch });
    titles.set(reply.id, reply.title);
    index.put(reply);
  }
}

const found = (typed: string, options: ReplySearchOptions = {}): (string | undefined)[] =>
  searchReplies(index, typed, options).map(({ id }) => titles.get(id));

beforeEach(() => {
  index = new ReplyIndex();
  titles = new Map();
});

describe('replies are found', () => {
  beforeEach(() =>
    put(
      { title: 'Стоимость доставки', text: 'Доставим за 300 ₽.', shortcut: 'дост', folder: ['Доставка'] },
      { title: 'Приветствие', text: 'Здравствуйте! Чем помочь?', shortcut: 'hello' },
      { title: 'Зелёный чай', text: 'Есть сенча и лунцзин.', folder: ['Ассортимент', 'Чаи'] },
      { title: 'Возврат', text: 'Примем доставленный товар обратно за 14 дней.', shortcut: null },
    ),
  );

  test.each([
    ['the beginning of a title', 'прив', ['Приветствие']],
    ['a shortcut', 'hel', ['Приветствие']],
    ['another form of a word', 'доставкой', ['Стоимость доставки']],
    ['ё and е', 'зеленый', ['Зелёный чай']],
    ['a folder', 'ассорт', ['Зелёный чай']],
    ['a word of the text', 'лунцз', ['Зелёный чай']],
    ['several words in any order', 'товар возврат', ['Возврат']],
    ['the other keyboard', 'ghbdtncndbt', ['Приветствие']],
    ['the other keyboard, a shortcut', 'рудд', ['Приветствие']],
    ['a slip of the finger', 'привтеств', ['Приветствие']],
    ['one letter', 'в', ['Возврат']],
  ])('by %s', (_, typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  test.each(['', '  ', '!', 'нет такого', 'доставка приветствие'])('not by %j', (typed) => {
    expect(found(typed)).toEqual([]);
  });

  test('title before text, and one says where it was found', () => {
    expect(searchReplies(index, 'дост').map(({ id, where }) => [titles.get(id), where])).toEqual([
      ['Стоимость доставки', 'shortcut'],
      ['Возврат', 'text'],
    ]);
  });
});

describe('the order', () => {
  test('a whole shortcut before its beginning, this before titles, folders, texts', () => {
    put(
      { title: 'In the text', text: 'mail us' },
      { title: 'In a folder', text: '-', folder: ['Mail'] },
      { title: 'Mail by title', text: '-' },
      { title: 'Longer', text: '-', shortcut: 'mailbox' },
      { title: 'Whole', text: '-', shortcut: 'mail' },
    );
    expect(found('mail')).toEqual(['Whole', 'Longer', 'Mail by title', 'In a folder', 'In the text']);
  });

  test('of those that fit alike the more used one', () => {
    put({ title: 'Цена А' }, { title: 'Цена Б' });
    expect(found('цена', { rank: (id) => (id.endsWith('Б') ? 1 : 0) })).toEqual(['Цена Б', 'Цена А']);
    expect(found('цена', { limit: 1 })).toEqual(['Цена А']);
  });
});

describe('shelves', () => {
  const company = { kind: 'company' } as const;
  const line = { kind: 'line', lineId: LINE } as const;
  const other = { kind: 'line', lineId: OTHER_LINE } as const;
  const own = { kind: 'personal', operatorId: LINE } as const;
  beforeEach(() =>
    put(
      { title: 'company', shelf: company, shortcut: 'x' },
      { title: 'line', shelf: line, shortcut: 'x' },
      { title: 'other line', shelf: other, shortcut: 'x' },
    ),
  );

  test('replies of other lines are left out where a line is said', () => {
    expect(new Set(found('x', { lineId: LINE }))).toEqual(new Set(['company', 'line']));
    expect(new Set(found('x'))).toEqual(new Set(['company', 'line', 'other line']));
  });

  test("a shortcut stands for one's own, then the line's, then the company's", () => {
    const called = (lineId?: string): string | undefined =>
      titles.get(replyCalled(index, 'X', lineId === undefined ? {} : { lineId }) ?? '');
    expect(called(LINE)).toBe('line');
    put({ title: 'own', shelf: own, shortcut: 'x' });
    expect(called(LINE)).toBe('own');
    index.remove('0000-own');
    index.remove('0000-line');
    expect(called(LINE)).toBe('company');
    expect(replyCalled(index, 'y')).toBeNull();
  });
});

test('what is changed or removed is found by its new words only', () => {
  put({ title: 'Старое', text: 'прежний', shortcut: 'old' });
  put({ id: '0000-Старое', title: 'Новое', text: 'свежий', shortcut: 'new' });
  expect([found('старое'), found('прежний'), found('old')]).toEqual([[], [], []]);
  expect(found('новое')).toEqual(['Новое']);
  index.remove('0000-Старое');
  expect([found('новое'), index.size]).toEqual([[], 0]);
});
