import { expect, test } from 'vitest';
import { createTexts } from '../i18n.ts';
import { dialogOutcome, dialogSpan } from './dialog.ts';

const en = createTexts('en', 'en-GB');
const at = (day: number, hour = 12): number => new Date(2026, 4, day, hour).getTime();
const closed = (closedAt: number, outcome: 'finished' | 'spam' | 'silence') =>
  ({ status: 'closed', responsibleId: null, closedAt, outcome }) as const;

test('a dialog of one day is that day, a longer one goes from its first to its last', () => {
  const now = at(20);
  const dialog = { createdAt: at(12, 9), lastActivityAt: at(12, 18), state: { status: 'queued' } } as const;
  expect(dialogSpan(dialog, now, en)).toBe('12 May');
  expect(dialogSpan({ ...dialog, lastActivityAt: at(20) }, now, en)).toBe('12 May – today');
  const today = { ...dialog, createdAt: at(20, 9), lastActivityAt: at(20) };
  expect(dialogSpan(today, now, en)).toBe('Today');
  expect(dialogSpan(today, now, en, true)).toBe('today');
  // It ended when it was finished, whatever came in later.
  const over = { ...dialog, lastActivityAt: at(20), state: closed(at(14), 'finished') };
  expect(dialogSpan(over, now, en)).toBe('12 May – 14 May');
});

test('how it stands or ended, in a word', () => {
  const words = (state: Parameters<typeof dialogOutcome>[0]['state']) => dialogOutcome({ state }, en.t);
  expect(words({ status: 'queued' })).toBe('waits for an answer');
  expect(words({ status: 'active', responsibleId: 'o' })).toBe('open');
  expect(words(closed(1, 'finished'))).toBe('finished');
  expect(words(closed(1, 'spam'))).toBe('spam');
  expect(words(closed(1, 'silence'))).toBe('closed after a long silence');
});
