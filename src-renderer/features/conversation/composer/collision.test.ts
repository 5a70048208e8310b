import { describe, expect, test } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import { barOf, follow, meant, mustAsk, NOT_WRITING, type Around, type Writing } from './collision.ts';

const ME = 'me';
const QUESTION = { text: 'my answer', operatorIds: ['anna'] };
const around = (more: Partial<Around> = {}): Around => ({
  dialog: { lastSeq: 5, lastTurn: null },
  me: ME,
  answeringIds: [],
  text: 'my answer',
  ...more,
});
const turn = (
  seq: number,
  operatorId = 'anna',
  what: 'answered' | 'claimed' = 'answered',
): Pick<Dialog, 'lastSeq' | 'lastTurn'> => ({ lastSeq: seq, lastTurn: { seq, operatorId, what } });

describe('an answer that lands while one writes', () => {
  test('is one that came after the first letter; one’s own and what was there before are none', () => {
    const begun = follow(NOT_WRITING, around({ dialog: turn(5) }));
    expect(begun).toMatchObject({ since: 5, landed: null });
    expect(follow(begun, around({ dialog: turn(6, ME) })).landed).toBeNull();
    expect(follow(begun, around({ dialog: turn(6, 'anna', 'claimed') })).landed).toBeNull();
    const landed = follow(begun, around({ dialog: turn(7) }));
    expect(landed.landed).toEqual({ seq: 7, operatorId: 'anna' });
    // It stays the same while the client goes on writing.
    expect(follow(landed, around({ dialog: { ...turn(7), lastSeq: 9 } }))).toBe(landed);
  });

  test('is over when the text is sent or emptied', () => {
    const landed = follow(follow(NOT_WRITING, around()), around({ dialog: turn(7) }));
    expect(follow(landed, around({ text: '  ' }))).toBe(NOT_WRITING);
    expect(follow(NOT_WRITING, around({ text: '' }))).toBe(NOT_WRITING);
  });

  test('asks when Send is pressed before it can have been read, once', () => {
    const landed = follow(follow(NOT_WRITING, around()), around({ dialog: turn(7) }));
    expect(mustAsk(landed, { answeringIds: [], landedMs: 500 })).toBe(true);
    expect(mustAsk({ ...landed, asked: true }, { answeringIds: [], landedMs: 600 })).toBe(false);
    expect(mustAsk(landed, { answeringIds: [], landedMs: 60_000 })).toBe(false);
  });

  test('another one after the question is another question', () => {
    const asked: Writing = { ...follow(NOT_WRITING, around()), asked: true, asking: QUESTION };
    expect(follow(asked, around({ dialog: turn(7) }))).toMatchObject({ asked: false, asking: null });
  });
});

test('Send asks once while a colleague writes to the client, and not when he has stopped', () => {
  const writing = follow(NOT_WRITING, around());
  expect(mustAsk(writing, { answeringIds: ['anna'], landedMs: Infinity })).toBe(true);
  expect(mustAsk({ ...writing, asked: true }, { answeringIds: ['anna'], landedMs: Infinity })).toBe(false);
  expect(mustAsk(writing, { answeringIds: [], landedMs: Infinity })).toBe(false);
});

test('the bar: who answers, the question, what landed until it is waved away', () => {
  const writing = follow(NOT_WRITING, around());
  expect(barOf(writing, [])).toEqual({ kind: 'none' });
  expect(barOf(NOT_WRITING, ['anna'])).toEqual({ kind: 'answering', operatorIds: ['anna'] });
  expect(barOf({ ...writing, asking: QUESTION }, ['anna'])).toEqual({
    kind: 'asking',
    operatorIds: ['anna'],
  });
  // He has stopped, and the text lies there unsent.
  expect(barOf({ ...writing, asking: QUESTION }, [])).toEqual({ kind: 'held', operatorIds: ['anna'] });
  const landed = follow(writing, around({ dialog: turn(7) }));
  expect(barOf(landed, ['anna']).kind).toBe('landed');
  expect(barOf({ ...landed, dismissed: 7 }, ['anna']).kind).toBe('answering');
});

test('typing on is an answer to the question: it stands no more, and the next press sends', () => {
  const asked: Writing = { ...follow(NOT_WRITING, around()), asked: true, asking: QUESTION };
  expect(follow(asked, around())).toBe(asked);
  expect(follow(asked, around({ text: 'my answer!' }))).toMatchObject({ asked: true, asking: null });
});

test('asked about a form, the next press sends the form, and not its introduction alone', () => {
  const bare = { hidden: false, mentions: [], form: null };
  const form = { language: 'en' as const, fields: [{ kind: 'name' as const, required: true }] };
  const about = { ...bare, text: 'Please:', form };
  expect(meant(about, { ...bare, text: 'Please: ' })).toBe(about);
  const other = { ...bare, text: 'Never mind' };
  expect(meant(about, other)).toBe(other);
  expect(meant({ ...bare, text: 'Never mind' }, other)).toBe(other);
  const again = { ...about, text: 'Please:' };
  expect(meant(about, again)).toBe(again);
  expect(meant(null, other)).toBe(other);
});
