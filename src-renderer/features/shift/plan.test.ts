import { describe, expect, test } from 'vitest';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { fateKey, fateOf, nextMorning, suits, usualFate, waitingFirst, type Fate } from './plan.ts';

const ME = 'me';
const row = (patch: Partial<Dialog>): DialogRow => ({
  dialog: dialogFixture({ state: { status: 'active', responsibleId: ME }, waitingSince: null, ...patch }),
  contact: null,
  channel: null,
  line: null,
  responsible: null,
  offeredTo: null,
  lastAuthor: null,
  pending: false,
  draft: null,
});

test('own open dialogs, who waits longest first, then the newest', () => {
  const rows = [
    row({ id: 'old', lastActivityAt: 1 }),
    row({ id: 'new', lastActivityAt: 9 }),
    row({ id: 'waits', waitingSince: 5 }),
    row({ id: 'waits longer', waitingSince: 2 }),
    row({ id: 'of a colleague', state: { status: 'active', responsibleId: 'anna' } }),
    row({ id: 'free', state: { status: 'queued' } }),
    row({ id: 'over', state: { status: 'closed', responsibleId: ME, closedAt: 1, outcome: 'finished' } }),
  ];
  expect(waitingFirst(rows, ME).map(({ dialog }) => dialog.id)).toEqual([
    'waits longer',
    'waits',
    'new',
    'old',
  ]);
});

describe('what becomes of a dialog', () => {
  test('who waits goes into the queue of his line, the rest stays, and so does what a colleague was offered', () => {
    const waits = row({ lineId: 'l', branchId: 'b', waitingSince: 1 });
    expect(usualFate(waits)).toEqual({ kind: 'hand_over', to: { kind: 'line', lineId: 'l', branchId: 'b' } });
    expect(usualFate(row({}))).toEqual({ kind: 'stay' });
    const card = { reason: '', promised: '', promisedUntil: null };
    const to = { kind: 'operator', operatorId: 'anna' } as const;
    const handOver = { fromId: ME, to, card, at: 1, wasInside: false, state: 'offered' } as const;
    expect(usualFate(row({ waitingSince: 1, handOver }))).toEqual({ kind: 'stay' });
  });

  test('a client who waits is not finished behind his back', () => {
    expect(suits({ kind: 'finish' }, row({ waitingSince: 1 }))).toBe(false);
    expect(suits({ kind: 'finish' }, row({}))).toBe(true);
    expect(suits({ kind: 'rest' }, row({ waitingSince: 1 }))).toBe(true);
  });

  test('goes through an option and back; what is none is nothing', () => {
    const lines = new Map([['l', { branchId: 'b' }]]);
    const fates: Fate[] = [
      { kind: 'stay' },
      { kind: 'rest' },
      { kind: 'finish' },
      { kind: 'hand_over', to: { kind: 'operator', operatorId: 'anna' } },
      { kind: 'hand_over', to: { kind: 'line', lineId: 'l', branchId: 'b' } },
    ];
    for (const fate of fates) expect(fateOf(fateKey(fate), lines)).toEqual(fate);
    expect(fateOf('line gone', lines)).toBeNull();
    expect(fateOf('', lines)).toBeNull();
  });
});

test('the next morning is nine o’clock tomorrow, also over the end of a month', () => {
  const evening = new Date(2026, 10, 30, 22, 15).getTime();
  expect(new Date(nextMorning(evening))).toEqual(new Date(2026, 11, 1, 9));
});
