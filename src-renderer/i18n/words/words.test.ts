import { describe, expect, test } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { createTexts } from '../i18n.ts';
import { contactName, firstName, operatorName } from './names.ts';
import { refusalText } from './refusal.ts';

const { t } = createTexts('ru');
const contact = (name: string | null): Contact => ({
  id: '01890000-0000-7000-8000-000000000041',
  name,
  number: 1700,
  phones: [],
  emails: [],
  identities: [],
  createdAt: 0,
  rev: 1,
});

describe('names', () => {
  test('a client without a name is called by number, without thousands separators', () => {
    expect(contactName(contact(null), t)).toBe('Клиент 1700');
    expect(contactName(contact('  '), t)).toBe('Клиент 1700');
    expect(contactName(contact(' Ольга '), t)).toBe('Ольга');
    expect(contactName(null, t)).toBe('Неизвестный клиент');
  });

  test('an unknown colleague is still somebody', () => {
    expect(operatorName('x', new Map(), t)).toBe('Коллега');
  });

  test('first names', () => {
    expect(firstName(' Анна  Кузнецова')).toBe('Анна');
  });
});

test('every refusal has words', () => {
  const operatorId = 'b';
  const all: Refusal[] = [
    { code: 'claimed_by_other', operatorId },
    { code: 'not_responsible', operatorId },
    { code: 'dialog_closed' },
    { code: 'not_found' },
    { code: 'forbidden' },
    { code: 'invalid', detail: 'слишком длинно' },
    { code: 'unknown_intent', name: 'x.y' },
  ];
  const texts = all.map((refusal) => refusalText(refusal, () => 'Борис Петров', t));
  expect(texts[0]).toBe('Вас опередили: диалог ведёт Борис Петров');
  expect(texts[5]).toContain('слишком длинно');
  expect(new Set(texts).size).toBe(all.length);
});
