import { describe, expect, it } from 'vitest';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { arriving } from './arriving.ts';

const said = (n: number, seq: number): Message => ({
  id: fakeId(8, n * 1000 + seq),
  dialogId: dialogId(n),
  seq,
  author: { kind: 'client', contactId: contactId(n) },
  visibility: 'public',
  body: { kind: 'text', text: `message ${seq}`, attachments: [] },
  ...UNMARKED,
  delivery: null,
  at: seq,
  rev: 1,
});
const message = (n: number, seq: number): Change => ({ type: 'message', message: said(n, seq) });

const messagesOf = (changes: Change[]) => arriving(changes).messages;
const row = (n: number, rev: number): Extract<Change, { type: 'dialog' }> => ({
  type: 'dialog',
  dialog: dialogFixture({ id: dialogId(n), rev }),
});

describe('dialogs told with messages before their commit', () => {
  it('are those of the piece, each once and as it is at its end', () => {
    const { dialogs } = arriving([row(1, 4), message(1, 3), row(2, 9), row(1, 5)]);
    expect(dialogs.map(({ id, rev }) => [id, rev])).toEqual([
      [dialogId(1), 5],
      [dialogId(2), 9],
    ]);
  });

  it('are none that leave the scope with the piece, and none at all when the rights change with it', () => {
    const gone: Change = { type: 'gone', dialogId: dialogId(1) };
    expect(arriving([row(1, 4), gone, row(2, 9)]).dialogs.map(({ id }) => id)).toEqual([dialogId(2)]);
    const scope = { operatorId: fakeId(1, 1), role: 'operator', lineIds: [], branchIds: [] } as const;
    expect(arriving([row(1, 4), message(1, 3), { type: 'scope', scope } as unknown as Change])).toEqual({
      messages: [],
      dialogs: [],
    });
  });
});

describe('messages shown before their commit', () => {
  it('are those of the piece, in its order', () => {
    expect(messagesOf([message(2, 7), message(1, 3), message(1, 4)])).toEqual([
      said(2, 7),
      said(1, 3),
      said(1, 4),
    ]);
  });

  it('are none of a dialog that leaves the scope with the piece, before or after', () => {
    const gone: Change = { type: 'gone', dialogId: dialogId(1) };
    expect(messagesOf([message(1, 3), gone, message(2, 7)])).toEqual([said(2, 7)]);
    expect(messagesOf([gone, message(1, 3)])).toEqual([]);
  });

  it('are none when the rights change with the piece', () => {
    const scope = {
      type: 'scope',
      scope: { operatorId: fakeId(1, 1), role: 'operator', lineIds: [], branchIds: [] },
    };
    expect(messagesOf([message(1, 3), scope as Change])).toEqual([]);
  });

  it('are none when there are too many to be news', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => message(1, i + 1));
    expect(messagesOf(many(200))).toHaveLength(200);
    expect(messagesOf(many(201))).toEqual([]);
  });
});
