import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Client } from '#renderer/client/client.ts';
import { keepLocal } from '#tests/support/local-storage.ts';
import { begunBy } from './note-drafts.ts';
import { openSections } from './use-sections.ts';

afterEach(() => vi.unstubAllGlobals());

test('a note that somebody began is found again by him, and not by who signs in after him', () => {
  const [anna, boris] = [{} as Client, {} as Client];
  begunBy(anna).set('a note', 'Call after six');
  expect(begunBy(anna).get('a note')).toBe('Call after six');
  expect(begunBy(boris).size).toBe(0);
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
