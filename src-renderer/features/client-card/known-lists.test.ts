import { expect, test } from 'vitest';
import type { ContactFile } from '#shared/domain/contact-history.ts';
import { mergeFiles } from './use-contact-files.ts';
import { allTags } from './use-tags.ts';

const file = (id: string, at: number, name = id): ContactFile => ({
  file: {
    id,
    name,
    size: 1,
    mime: 'image/png',
    kind: 'image',
    width: null,
    height: null,
    durationMs: null,
    preview: 'none',
  },
  dialogId: 'd',
  messageId: 'm',
  seq: 1,
  author: { kind: 'client', contactId: 'c' },
  visibility: 'public',
  at,
});

test('files from here and from the hub are one list, newest first; what is here is as it is here', () => {
  const merged = mergeFiles([file('b', 20, 'here')], [file('c', 30), file('b', 20, 'hub'), file('a', 10)]);
  expect(merged.map((one) => [one.file.id, one.file.name])).toEqual([
    ['c', 'c'],
    ['b', 'here'],
    ['a', 'a'],
  ]);
  expect(mergeFiles([], [])).toEqual([]);
});

test('tags in use are one list, one spelling of each, the most used first', () => {
  expect(allTags(['VIP', 'Опт'], ['vip', 'Новая', 'опт'])).toEqual(['VIP', 'Опт', 'Новая']);
  expect(allTags([], ['A'])).toEqual(['A']);
});
