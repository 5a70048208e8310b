import { expect, test } from 'vitest';
import * as rules from '#shared/lib/phones.ts';
import { groupTyped } from './phones.ts';

const field = (value: string, caret = value.length): HTMLInputElement =>
  ({ value, selectionStart: caret }) as HTMLInputElement;

test.each([
  ['8912345', '8 (912) 345'],
  ['89123456789', '8 (912) 345-67-89'],
  ['+79123456789', '+7 912 345 67 89'],
  ['+493012345', '+49 30 12345'],
])('%s is grouped as its country writes it', (typed, shown) => {
  expect(groupTyped(rules, field(typed), 'RU')).toBe(shown);
});

test('what is no number, what is changed in its middle and what is taken away stay as they are', () => {
  expect(groupTyped(rules, field('Anna'), 'RU')).toBe('Anna');
  expect(groupTyped(rules, field('8912345', 3), 'RU')).toBe('8912345');
  expect(groupTyped(rules, field('8 (912) '), 'RU')).toBe('8 (912) ');
  expect(groupTyped(null, field('89123456789'), 'RU')).toBe('89123456789');
});
