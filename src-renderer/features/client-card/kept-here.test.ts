import { afterEach, describe, expect, test, vi } from 'vitest';
import { keepLocal } from '#tests/support/local-storage.ts';
import { draftOf, keepDraft } from './note-drafts.ts';
import { openSections } from './use-sections.ts';

afterEach(() => vi.unstubAllGlobals());

describe('a note that was begun', () => {
  test('waits for its client until it is kept or wiped out', () => {
    expect(draftOf('anna')).toBe('');
    keepDraft('anna', 'Call after');
    keepDraft('boris', 'Other');
    keepDraft('anna', 'Call after six');
    expect([draftOf('anna'), draftOf('boris')]).toEqual(['Call after six', 'Other']);
    keepDraft('anna', '');
    expect([draftOf('anna'), draftOf('boris')]).toEqual(['', 'Other']);
    keepDraft('boris', '');
  });

  test('of white space alone is still what somebody typed', () => {
    keepDraft('anna', '\n ');
    expect(draftOf('anna')).toBe('\n ');
    keepDraft('anna', '');
  });
});

describe('parts of the card that are folded away', () => {
  const KEY = 'otklik.card';

  test('stay so over a restart, each by itself', () => {
    const lies = keepLocal();
    const first = openSections();
    expect(first.getState().folded).toEqual([]);
    first.getState().toggle('notes');
    first.getState().toggle('files');
    first.getState().toggle('notes');
    expect(lies.get(KEY)).toBe('{"folded":["files"]}');
    expect(openSections().getState().folded).toEqual(['files']);
  });

  test.each(['no JSON', '[]', '{"folded":"all"}', '{"folded":["notes","mood"]}'])(
    'damaged (%s) all are open',
    (kept) => {
      keepLocal({ [KEY]: kept });
      expect(openSections().getState().folded).toEqual([]);
    },
  );

  test('without a storage they fold all the same', () => {
    vi.stubGlobal('localStorage', undefined);
    const sections = openSections();
    sections.getState().toggle('dialog');
    expect(sections.getState().folded).toEqual(['dialog']);
  });
});
