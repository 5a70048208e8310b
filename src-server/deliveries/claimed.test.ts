import { describe, expect, test } from 'vitest';
import { changeOf, isMoot, type Claimed } from './claimed.ts';

const base: Claimed = {
  workspaceId: 'w',
  channelId: 'c',
  dialogId: 'd',
  messageId: 'm',
  seq: 1,
  externalUserId: 'u',
  text: 'hello',
  attachments: [],
  form: null,
  authorName: 'Anna',
  at: 1,
  attempt: 1,
  replyTo: null,
  work: 'send',
  rev: 1,
  tries: 1,
  kind: 'telegram',
  channelActive: true,
  interrupted: false,
  deleted: false,
  delivery: 'pending',
  askedRev: 1,
  sentRev: null,
  externalId: null,
  reactions: [],
};
const moot = (patch: Partial<Claimed>): boolean => isMoot({ ...base, ...patch });

describe('work that has lost its object', () => {
  test.each<[string, Partial<Claimed>, boolean]>([
    ['a message that waits', {}, false],
    ['a message that a receipt has overtaken', { delivery: 'delivered' }, true],
    ['a message deleted before it went', { deleted: true }, true],
    ['a deleted message that may have gone', { deleted: true, interrupted: true }, false],
    ['an edit of what arrived', { work: 'edit', delivery: 'read', askedRev: 5, sentRev: 2 }, false],
    ['an edit that went with the message', { work: 'edit', delivery: 'sent', askedRev: 5, sentRev: 5 }, true],
    ['an edit of what never came', { work: 'edit', delivery: 'failed', askedRev: 5, sentRev: 2 }, true],
    [
      'an edit of what nobody knows of',
      { work: 'edit', delivery: 'unknown', askedRev: 5, sentRev: 2 },
      false,
    ],
    ['an edit of what was deleted', { work: 'edit', delivery: 'read', deleted: true, askedRev: 5 }, true],
    ['the deletion of what arrived', { work: 'delete', delivery: 'read', deleted: true }, false],
    ['the deletion of what may have arrived', { work: 'delete', delivery: 'unknown', deleted: true }, false],
    ['the deletion of what never went', { work: 'delete', delivery: 'pending', deleted: true }, true],
    ['a reaction to the client’s words', { work: 'react', delivery: null }, false],
    ['a reaction to what was deleted', { work: 'react', delivery: null, deleted: true }, true],
  ])('%s', (_what, patch, expected) => expect(moot(patch)).toBe(expected));
});

test('a channel is told of all the company’s reactions, as many as it can show', () => {
  const reactions = [
    { emoji: '👍', by: 'a' },
    { emoji: '🔥', by: 'client' },
    { emoji: '❤️', by: 'b' },
  ];
  const react = (kind: Claimed['kind']) => changeOf({ ...base, work: 'react', kind, reactions })?.change;
  expect(react('sitechat')).toEqual({ what: 'react', emojis: ['👍', '❤️'] });
  expect(react('telegram')).toEqual({ what: 'react', emojis: ['❤️'] });
  expect(changeOf(base)).toBeNull();
});
