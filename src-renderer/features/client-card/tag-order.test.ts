import { expect, test } from 'vitest';
import { spelt, suggestTags } from './tag-order.ts';

const KNOWN = ['VIP', 'Опт', 'Постоянный клиент', 'Жалоба', 'Доставка'];

test('what is typed finds tags by their words, on either layout; the client’s own are not offered', () => {
  expect(suggestTags('пост', KNOWN, [])[0]).toBe('Постоянный клиент');
  expect(suggestTags(';fk', KNOWN, [])[0]).toBe('Жалоба');
  expect(suggestTags('клиент', KNOWN, [])[0]).toBe('Постоянный клиент');
  expect(suggestTags('vi', KNOWN, ['vip'])).toEqual([]);
});

test('before anything is typed those in use are offered in their order', () => {
  expect(suggestTags('', KNOWN, ['опт'])).toEqual(['VIP', 'Постоянный клиент', 'Жалоба', 'Доставка']);
  expect(
    suggestTags(
      '',
      Array.from({ length: 30 }, (_, i) => `t${i}`),
      [],
    ),
  ).toHaveLength(8);
});

test('one spelling for all', () => {
  expect(spelt(' vip ', KNOWN)).toBe('VIP');
  expect(spelt('постоянный  клиент', KNOWN)).toBe('Постоянный клиент');
  expect(spelt('Новый', KNOWN)).toBe('Новый');
});
