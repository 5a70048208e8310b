import { expect, test } from 'vitest';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { noticeText } from '#renderer/i18n/words/notice.ts';
import { noticeKindSchema, type Notice } from '#shared/domain/notice.ts';
import { ANNA, BORIS } from '#tests/support/fixtures.ts';
import { groupNotices, inPortions, unseenIn } from './notice-groups.ts';

const at = (text: string): number => new Date(text).getTime();
const notice = (id: string, patch: Partial<Notice> = {}): Notice => ({
  id,
  operatorId: ANNA,
  kind: 'invited',
  dialogId: 'd1',
  byId: BORIS,
  text: '',
  clientName: 'Olga',
  at: 0,
  seenAt: null,
  rev: 1,
  ...patch,
});

test('today’s are apart from those before, in their order; one of a clock ahead is of today', () => {
  const all = [
    notice('ahead', { at: at('2026-03-12T00:05') }),
    notice('morning', { at: at('2026-03-11T00:01') }),
    notice('late', { at: at('2026-03-10T23:59') }),
    notice('old', { at: 0 }),
  ];
  const groups = groupNotices(all, at('2026-03-11T23:50'));
  expect(groups.map(({ when, notices }) => [when, notices.map(({ id }) => id)])).toEqual([
    ['today', ['ahead', 'morning']],
    ['earlier', ['late', 'old']],
  ]);
  expect(groupNotices([], 0)).toEqual([]);
});

test('before the eyes of whoever looks at a dialog are its own that are new', () => {
  const all = [notice('a'), notice('b', { seenAt: 1 }), notice('c', { dialogId: 'd2' })];
  expect(unseenIn(all, 'd1')).toEqual(['a']);
  expect(unseenIn(all, null)).toEqual([]);
});

test('many are put aside in portions, none twice and none left', () => {
  expect(inPortions([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inPortions([], 2)).toEqual([]);
});

test.each(['ru', 'en'] as const)('every kind has words of its own in %s', (locale) => {
  const { t } = createTexts(locale);
  const texts = noticeKindSchema.options.map((kind) => noticeText(notice(kind, { kind }), () => 'Boris', t));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.filter((text) => !text.includes('Boris'))).toHaveLength(1);
});
