import { describe, expect, test } from 'vitest';
import { createTexts } from '#renderer/i18n/i18n.ts';
import type { RefusalNotice } from '#renderer/data/queries/views.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { withRefusals, type BulkOutcome } from './bulk-deeds.ts';
import { bulkWords } from './bulk-words.ts';

const { t } = createTexts('ru');
const en = createTexts('en').t;
const nameOf = (): string => 'Анна';
const ofAnna: Refusal = { code: 'not_responsible', operatorId: 'anna' };
const outcome = (done: number, refused: Refusal[] = [], already = 0): BulkOutcome => ({
  done: Array.from({ length: done }, (_, i) => `d${i}`),
  refused: refused.map((refusal, i) => ({ id: `r${i}`, refusal })),
  already: Array.from({ length: already }, (_, i) => `a${i}`),
});

describe('what became of many, in words', () => {
  test('all of them: their number, in the right case', () => {
    expect(bulkWords('finish', outcome(1), nameOf, t)).toEqual(['1 диалог завершён']);
    expect(bulkWords('finish', outcome(3), nameOf, t)).toEqual(['3 диалога завершены']);
    expect(bulkWords('finish', outcome(11), nameOf, t)).toEqual(['11 диалогов завершено']);
  });

  test('some of them: how many of how many, and why not the rest, each reason once', () => {
    const lines = bulkWords('finish', outcome(3, [ofAnna, ofAnna, { code: 'dialog_closed' }]), nameOf, en);
    expect(lines).toEqual([
      'Finished: 3 of 6',
      '2 not: The dialog belongs to Анна',
      '1 not: The dialog is closed',
    ]);
  });

  test('what was so already is no failure', () => {
    expect(bulkWords('pin', outcome(1, [], 2), nameOf, t)).toEqual([
      'Закреплено: 1 из 3',
      '2 уже были такими',
    ]);
  });
});

describe('the hub decides otherwise', () => {
  const notice = (dialogId: string, intentId: string, name: RefusalNotice['name']): RefusalNotice => ({
    intentId,
    name,
    dialogId,
    replyId: null,
    contactId: null,
    text: null,
    hidden: true,
    refusal: ofAnna,
    at: 1,
  });

  test('what it refused was not done', () => {
    const mended = withRefusals(
      outcome(3),
      { kind: 'finish' },
      [notice('d1', 'new', 'dialog.finish')],
      new Set(),
    );
    expect(mended.done).toEqual(['d0', 'd2']);
    expect(mended.refused).toEqual([{ id: 'd1', refusal: ofAnna }]);
  });

  test('refusals from before, of other deeds and of other dialogs say nothing', () => {
    const before = outcome(2);
    const notices = [
      notice('d0', 'old', 'dialog.finish'),
      notice('d1', 'new', 'dialog.answer'),
      notice('x', 'new2', 'dialog.finish'),
    ];
    expect(withRefusals(before, { kind: 'finish' }, notices, new Set(['old']))).toBe(before);
  });
});
