import { expect, test } from 'vitest';
import type { TalkRow } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { directPlace, emptyTalk, type TalkPlace } from '#shared/domain/talk.ts';
import { ANNA, BORIS, BRANCH, LINE } from '#tests/support/fixtures.ts';
import { rowLabel } from './row-words.ts';

const [ru, en] = [createTexts('ru'), createTexts('en')];
const boris = { id: BORIS, name: 'Борис Петров', role: 'operator', active: true, rev: 1 } as const;
const ofLine: TalkPlace = { kind: 'line', lineId: LINE, branchId: BRANCH };

function row(
  place: TalkPlace,
  said: { by: string; text: string } | null,
  patch: Partial<TalkRow> = {},
): TalkRow {
  const author = { kind: 'operator', operatorId: said?.by ?? ANNA } as const;
  const lastMessage = said && {
    seq: 1,
    preview: said.text,
    files: said.text === '' ? ({ kind: 'image', count: 3 } as const) : null,
    author,
    visibility: 'hidden' as const,
    at: 1,
  };
  return {
    talk: { ...emptyTalk('w', place, 0), lastMessage },
    line: null,
    other: boris,
    unread: 0,
    mentions: 0,
    followed: true,
    lastAuthor: said?.by === BORIS ? boris : null,
    pending: false,
    draft: null,
    ...patch,
  };
}
const direct = directPlace(ANNA, BORIS);

test('between two it is said whether it was oneself; in a line, who', () => {
  expect(rowLabel(row(direct, { by: BORIS, text: 'Подменишь?' }), ANNA, ru)).toBe('Борис Петров, Подменишь?');
  expect(rowLabel(row(direct, { by: ANNA, text: 'Да' }), ANNA, ru)).toBe('Борис Петров, Вы: Да');
  const line = { id: LINE, branchId: BRANCH, name: 'Заказы', rev: 1 };
  const inLine = row(ofLine, { by: BORIS, text: 'Принял' }, { line, other: null });
  expect(rowLabel(inLine, ANNA, ru)).toBe('Заказы, Борис: Принял');
  expect(rowLabel({ ...inLine, lastAuthor: null }, ANNA, ru)).toBe('Заказы, Коллега: Принял');
});

test('a draft stands in for what was said, and files for words that are not there', () => {
  expect(rowLabel(row(direct, { by: BORIS, text: 'x' }, { draft: 'Сейчас' }), ANNA, ru)).toBe(
    'Борис Петров, Черновик: Сейчас',
  );
  expect(rowLabel(row(direct, { by: BORIS, text: '' }), ANNA, ru)).toBe('Борис Петров, 3 картинки');
  expect(rowLabel(row(direct, null), ANNA, ru)).toBe('Борис Петров');
});

test('what is new is counted as the language counts, names of oneself apart', () => {
  const calls = (unread: number, mentions: number) => row(direct, null, { unread, mentions });
  expect(rowLabel(calls(2, 1), ANNA, ru)).toBe(
    'Борис Петров, 2 непрочитанных сообщения, вас упомянули 1 раз',
  );
  expect(rowLabel(calls(21, 5), ANNA, ru)).toMatch(/21 непрочитанное сообщение, вас упомянули 5 раз$/);
  expect(rowLabel(calls(1, 0), ANNA, en)).toMatch(/1 unread message$/);
});

test('one’s notes, and whoever is not in the directory any more', () => {
  const me = { ...boris, id: ANNA, name: 'Анна' };
  expect(rowLabel(row(directPlace(ANNA, ANNA), null, { other: me }), ANNA, ru)).toBe('Мои заметки');
  expect(rowLabel(row(direct, null, { other: null }), ANNA, ru)).toBe('Коллега');
  expect(rowLabel(row(ofLine, null, { other: null }), ANNA, en)).toBe(en.t('line.unknown'));
});
