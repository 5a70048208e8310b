import { describe, expect, test } from 'vitest';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import type { Colleague } from '#renderer/people/availability.ts';
import { colleagues, search } from '#renderer/people/choice/targets.ts';
import type { Operator } from '#shared/domain/directory.ts';
import { ANNA, BORIS, BRANCH, dialogFixture, LINE } from '#tests/support/fixtures.ts';
import { lines, outOfInvitation, outOfTransfer } from './targets.ts';

const operator = (id: string, name: string): Operator => ({
  id,
  name,
  role: 'operator',
  active: true,
  rev: 1,
});
const people = [
  operator(ANNA, 'Анна Соколова'),
  operator(BORIS, 'Борис Ким'),
  operator('clara', 'Клара Цеткин'),
  operator('emma', 'Emma Clarke'),
];
const line = (id: string, branchId: string, name: string) => ({ id, branchId, name, rev: 1 });
const directory: DirectoryView = {
  workspace: null,
  branches: new Map([
    [BRANCH, { id: BRANCH, name: 'Москва', rev: 1 }],
    ['kazan', { id: 'kazan', name: 'Казань', rev: 1 }],
  ]),
  lines: new Map([
    ['other', line('other', 'kazan', 'Чайная')],
    [LINE, line(LINE, BRANCH, 'Магазин')],
    ['service', line('service', BRANCH, 'Сервис')],
  ]),
  channels: new Map(),
  operators: new Map(people.map((one) => [one.id, one])),
};
const all = people.map((one): Colleague => ({
  operator: one,
  presence: { state: 'online', connected: true, since: null },
  load: null,
}));
const names = (targets: ReturnType<typeof colleagues>): string[] =>
  targets.map(({ colleague }) => colleague.operator.name);

test('colleagues stay in their order; nobody who has it, takes part in it or is asked already', () => {
  const card = { reason: '', promised: '', promisedUntil: null };
  const dialog = dialogFixture({
    state: { status: 'active', responsibleId: BORIS },
    participantIds: ['clara', 'emma'],
    handOver: {
      fromId: BORIS,
      to: { kind: 'operator', operatorId: 'emma' },
      card,
      at: 1,
      wasInside: false,
      state: 'offered',
    },
  });
  expect(names(colleagues(all, new Set()))).toEqual(people.map(({ name }) => name));
  expect(names(colleagues(all, outOfTransfer(dialog, ANNA)))).toEqual(['Клара Цеткин']);
  expect(colleagues(all, outOfInvitation(dialog, ANNA))).toEqual([]);
});

describe('lines', () => {
  const ids = (dialog = dialogFixture()): string[] => lines(directory, dialog).map(({ key }) => key);

  test('those of the branch first; not the one whose queue it waits in', () => {
    expect(ids()).toEqual(['service', 'other']);
  });

  test('what somebody has can go back into its own queue', () => {
    const mine = dialogFixture({ state: { status: 'active', responsibleId: ANNA } });
    expect(ids(mine)).toEqual([LINE, 'service', 'other']);
    expect(lines(directory, mine).map(({ same }) => same)).toEqual([true, false, false]);
  });
});

describe('search', () => {
  const targets = colleagues(all, new Set());

  test.each([
    ['бор', ['Борис Ким']],
    [',jhbc', ['Борис Ким']],
    ['уьь', ['Emma Clarke']],
    ['цет', ['Клара Цеткин']],
    ['йцукен', []],
    ['!', []],
  ])('%s', (typed, found) => {
    expect(names(search(targets, typed))).toEqual(found);
  });

  test('nothing typed leaves all in their order', () => {
    expect(search(targets, '  ')).toEqual(targets);
  });

  test('a line is found by its branch, too', () => {
    const found = search(lines(directory, dialogFixture()), 'казань чай');
    expect(found.map(({ key }) => key)).toEqual(['other']);
  });
});
