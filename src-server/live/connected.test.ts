import { expect, test } from 'vitest';
import type { Connected } from '#shared/domain/presence.ts';
import { connectedNews, together } from './connected.ts';

const one = (operatorId: string, since = 1, idleSince: number | null = null): Connected => ({
  operatorId,
  since,
  idleSince,
});

test('two devices of one person: there since the first, idle since the last and only when both are', () => {
  expect(together(one('a', 5, 20), one('a', 3, 30))).toEqual(one('a', 3, 30));
  expect(together(one('a', 5, 20), one('a', 3))).toEqual(one('a', 3));
});

test('news are those who came, changed or went', () => {
  const map = (...all: Connected[]) => new Map(all.map((each) => [each.operatorId, each]));
  const before = map(one('stays'), one('idles'), one('goes'));
  const after = map(one('stays'), one('idles', 1, 9), one('comes'));
  expect(connectedNews(before, after)).toEqual({ here: [one('idles', 1, 9), one('comes')], gone: ['goes'] });
});
