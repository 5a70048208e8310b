import { describe, expect, test } from 'vitest';
import type { DialogRow, TalkRow } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import type { Operator } from '#shared/domain/directory.ts';
import type { TalkPlace } from '#shared/domain/talk.ts';
import { readings } from '#shared/lib/fuzzy.ts';
import { BRANCH, contactFixture, dialogFixture, LINE } from '#tests/support/fixtures.ts';
import { ofContact, ofRow } from './found-dialog.ts';
import { talksCalled, talksToFind } from './found-talk.ts';

const { t } = createTexts('en');

const line = { id: LINE, branchId: BRANCH, name: 'Shop', rev: 1 };
const channel = { id: 'channel', lineId: LINE, kind: 'telegram', name: '@shop_bot', rev: 1 } as const;
const row = (patch: Partial<DialogRow> = {}): DialogRow => ({
  dialog: dialogFixture(),
  contact: contactFixture(),
  channel,
  line,
  responsible: null,
  offeredTo: null,
  lastAuthor: null,
  pending: false,
  draft: null,
  ...patch,
});

describe('an open dialog', () => {
  test('is told by its client, its channel and its last words', () => {
    const lastMessage = {
      seq: 1,
      preview: '<img src=x onerror=alert(1)>',
      files: null,
      author: { kind: 'client', contactId: 'c' },
      visibility: 'public',
      at: 1,
    } as const;
    expect(ofRow(row({ dialog: dialogFixture({ lastMessage }) }), t)).toEqual({
      dialogId: dialogFixture().id,
      contactId: dialogFixture().contactId,
      name: 'Olga',
      nameless: false,
      channel: 'telegram',
      // A text for a text node: nothing is taken away from it.
      detail: '<img src=x onerror=alert(1)>',
    });
  });

  test('without words, by where it is; whatever of that is known', () => {
    expect(ofRow(row(), t).detail).toBe('@shop_bot · Shop');
    expect(ofRow(row({ line: null }), t).detail).toBe('@shop_bot');
    expect(ofRow(row({ line: null, channel: null }), t)).toMatchObject({ detail: '', channel: null });
  });

  test('of somebody without a name is told by the number, and of somebody unknown as such', () => {
    const nobody = ofRow(row({ contact: contactFixture({ name: null, number: 1700 }) }), t);
    expect(nobody).toMatchObject({ name: 'Client 1700', nameless: true });
    expect(ofRow(row({ contact: null }), t)).toMatchObject({ name: 'Unknown client', nameless: true });
  });
});

test('a client whom the local search found is told by how he can be reached', () => {
  const contact = {
    id: 'contact',
    name: 'Olga',
    number: 7,
    phones: ['+7 916 555 01 10'],
    emails: ['olga@mail.example'],
    tags: ['VIP'],
    notes: [],
    names: [],
  };
  expect(ofContact({ contact, dialogId: 'dialog' }, t)).toEqual({
    dialogId: 'dialog',
    contactId: 'contact',
    name: 'Olga',
    nameless: false,
    channel: null,
    detail: '+7 916 555 01 10 · olga@mail.example',
  });
  const nobody = { ...contact, name: '', phones: [], emails: [] };
  expect(ofContact({ contact: nobody, dialogId: 'dialog' }, t)).toMatchObject({
    name: 'Client 7',
    nameless: true,
    detail: '',
  });
});

describe('the team', () => {
  const operator = (id: string, name: string, active = true): Operator => ({
    id,
    name,
    role: 'operator',
    active,
    rev: 1,
  });
  const talk = (id: string, place: TalkPlace, patch: Partial<TalkRow> = {}): TalkRow => ({
    talk: { id, place, createdAt: 1, lastActivityAt: 1, lastSeq: 0, lastMessage: null, rev: 1 },
    line: null,
    other: null,
    unread: 0,
    mentions: 0,
    followed: true,
    lastAuthor: null,
    pending: false,
    draft: null,
    ...patch,
  });
  const withOne = (id: string, other: Operator | null): TalkRow =>
    talk(id, { kind: 'direct', memberIds: ['me', id] }, { other });
  const ofLine = (id: string, known: boolean): TalkRow =>
    talk(id, { kind: 'line', lineId: LINE, branchId: BRANCH }, { line: known ? line : null });

  const view = {
    people: [
      withOne('notes', operator('me', 'Anna Kuznetsova')),
      withOne('with-boris', operator('boris', 'Борис Петров')),
      withOne('with-gone', operator('gone', 'Борис Ушедший', false)),
      withOne('with-unknown', null),
    ],
    lines: [ofLine('of-shop', true), ofLine('of-unknown', false)],
  };

  test('is everybody to whom one may write: neither oneself nor who left, but every line', () => {
    expect(talksToFind(view, 'me', t)).toEqual([
      { talkId: 'with-boris', name: 'Борис Петров', seed: 'boris' },
      { talkId: 'of-shop', name: 'Shop', seed: null },
      { talkId: 'of-unknown', name: 'another line', seed: null },
    ]);
  });

  test.each([
    ['борис', ['with-boris']],
    [',jhbc', ['with-boris']],
    ['петр бор', ['with-boris']],
    ['shop', ['of-shop']],
    ['ыр', ['of-shop']],
    ['тимур', []],
    // Who left is not offered, whatever is typed.
    ['ушедший', []],
    ['', []],
  ])('is found by name: %j', (typed, ids) => {
    const found = talksCalled(readings(typed), talksToFind(view, 'me', t));
    expect(found.map(({ talkId }) => talkId)).toEqual(ids);
  });
});
