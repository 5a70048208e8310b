import { expect, test } from 'vitest';
import type { TalkView } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { ANNA, BORIS, LINE } from '#tests/support/fixtures.ts';
import { kindOf, readersWords, talkName } from './talk-words.ts';

const [ru, en] = [createTexts('ru').t, createTexts('en').t];
const person = (id: string, name: string) => ({ id, name, role: 'operator', active: true, rev: 1 }) as const;

function talk(patch: Partial<Pick<TalkView, 'line' | 'other'>>, ofLine = false): TalkView {
  const place = ofLine ? { kind: 'line', lineId: LINE } : { kind: 'direct', operatorIds: [ANNA, BORIS] };
  return { talk: { id: 't', place }, line: null, other: null, ...patch } as unknown as TalkView;
}

test('a line, a colleague, or oneself: by the name of each, as it is written', () => {
  const hostile = person(BORIS, '<b>Борис</b>');
  const line = { id: LINE, name: 'Чайная', branchId: 'b', rev: 1 };
  const all = [talk({ line }, true), talk({ other: hostile }), talk({ other: person(ANNA, 'Анна') })];
  expect(all.map((one) => kindOf(one, ANNA))).toEqual(['line', 'direct', 'notes']);
  expect(all.map((one) => talkName(one, ANNA, ru))).toEqual(['Чайная', '<b>Борис</b>', ru('team.notes')]);
  // To Boris the talk with Anna is no notes.
  expect(kindOf(talk({ other: person(ANNA, 'Анна') }), BORIS)).toBe('direct');
});

test('who is not known any more is somebody still', () => {
  expect(talkName(talk({}), ANNA, ru)).toBe('Коллега');
  expect(talkName(talk({}, true), ANNA, en)).toBe(en('line.unknown'));
});

test('who reads it is said before one writes', () => {
  const line = { id: LINE, name: 'Tea', branchId: 'b', rev: 1 };
  expect(readersWords(talk({ line }, true), ANNA, en)).toContain('Tea');
  expect(readersWords(talk({ other: person(BORIS, 'Boris') }), ANNA, en)).toContain('Boris');
  expect(readersWords(talk({ other: person(ANNA, 'Anna') }), ANNA, en)).toBe(en('team.readers.notes'));
});
