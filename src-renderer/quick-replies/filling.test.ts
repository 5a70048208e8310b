import { expect, test } from 'vitest';
import { fillIn } from '#shared/domain/reply-variables.ts';
import { leftovers, placeholder, writtenText } from './filling.ts';

const values = { clientName: null, operatorName: 'Анна', lineName: 'Заказы', branchName: null, now: 0 };

test('what is not known stands in the message as a place to be written over', () => {
  const text = '{client.name}, это {operator.name}. {клиент.имя}?';
  const written = writtenText(fillIn(text, values, 'ru'), 'ru');
  expect(written).toBe('{клиент.имя}, это Анна. {клиент.имя}?');
  expect(leftovers(written).map(({ from, to }) => written.slice(from, to))).toEqual([
    '{клиент.имя}',
    '{клиент.имя}',
  ]);
});

test.each(['{не переменная}', 'a {b} c', '{}', '{\n}', '{{клиент.имя', 'без скобок'])(
  'a text without such a place: %j',
  (text) => {
    expect(leftovers(text)).toEqual([]);
  },
);

test('every variable is found again in either language, and so are those whose value is always known', () => {
  for (const locale of ['ru', 'en'] as const)
    for (const variable of ['client.name', 'greeting', 'date', 'branch.name'] as const)
      expect(leftovers(`x ${placeholder(variable, locale)}`)).toMatchObject([{ from: 2, variable }]);
});
