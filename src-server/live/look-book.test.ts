import { describe, expect, test } from 'vitest';
import type { Audience, Scope } from '#shared/domain/scope.ts';
import { LOOK_FADES_MS, LookBook, type Look } from './look-book.ts';

const audience = (lineId: string): Audience => ({
  lineId,
  branchId: 'branch',
  responsibleId: null,
  participantIds: [],
});
const of = (lineId: string): Scope => ({
  operatorId: 'me',
  role: 'operator',
  lineIds: [lineId],
  branchIds: [],
});
const look = (more: Partial<Look> = {}): Look => ({
  instance: 1,
  dialogId: 'd',
  audience: audience('a'),
  operatorIds: ['anna'],
  ...more,
});

describe('who looks at a dialog', () => {
  test('hubs are counted together, each with all of its own', () => {
    const book = new LookBook();
    expect(book.heard(look({ operatorIds: ['boris', 'anna'] }), 0)).toBe(true);
    expect(book.heard(look({ instance: 2, operatorIds: ['clara', 'anna'] }), 0)).toBe(true);
    expect(book.visibleTo(of('a'), null)).toEqual([
      { dialogId: 'd', operatorIds: ['anna', 'boris', 'clara'] },
    ]);
    expect(book.heard(look({ operatorIds: ['boris'] }), 1)).toBe(false);
    expect(book.heard(look({ operatorIds: [] }), 1)).toBe(true);
    expect(book.visibleTo(of('a'), null)[0]?.operatorIds).toEqual(['anna', 'clara']);
  });

  test('what is said again tells nobody anything, unless others see the dialog now', () => {
    const book = new LookBook();
    book.heard(look(), 0);
    expect(book.heard(look(), 10)).toBe(false);
    expect(book.heard(look({ audience: audience('b') }), 20)).toBe(true);
    expect(book.visibleTo(of('a'), null)).toEqual([]);
    expect(book.visibleTo(of('b'), new Set(['d']))).toHaveLength(1);
  });

  test('only those who see the dialog hear of it, also of the end', () => {
    const book = new LookBook();
    book.heard(look(), 0);
    book.heard(look({ operatorIds: [] }), 1);
    const asked = new Set(['d']);
    expect(book.visibleTo(of('b'), asked)).toEqual([]);
    expect(book.visibleTo(of('a'), asked)).toEqual([{ dialogId: 'd', operatorIds: [] }]);
    book.told();
    expect(book.visibleTo(of('a'), asked)).toEqual([]);
  });

  test('a hub that says nothing more fades, one that was killed goes at once', () => {
    const book = new LookBook();
    book.heard(look(), 0);
    book.heard(look({ instance: 2, dialogId: 'e' }), LOOK_FADES_MS - 1);
    expect(book.fade(LOOK_FADES_MS - 1)).toEqual([]);
    expect(book.fade(LOOK_FADES_MS)).toEqual(['d']);
    expect(book.forgetHubs(new Set([7]))).toEqual([]);
    expect(book.forgetHubs(new Set([2]))).toEqual(['e']);
    expect(book.visibleTo(of('a'), null)).toEqual([]);
  });
});
