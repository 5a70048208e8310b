import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { downSchema } from '#shared/wire/live/down.ts';
import { parseDown } from './parse-down.ts';

const { dialog, contact, messages } = new DataSet({ dialogs: 120, now: 1_760_000_000_000 }).talk(7);
const cursor = { epoch: dialog.id, xid: '7' };
const change = fc.constantFrom<unknown>(
  ...messages.map((message) => ({ type: 'message', message })),
  ...messages.map(({ replyTo: _, mentions: __, reactions: ___, ...message }) => ({
    type: 'message',
    message,
  })),
  { type: 'talkMessage', message: messages[0] },
  { type: 'dialog', dialog },
  { type: 'contact', contact },
  { type: 'gone', dialogId: dialog.id },
);
const wrong = fc.constantFrom<unknown>(
  null,
  'message',
  {},
  { type: 'message' },
  { type: 'message', message: { ...messages[0], rev: 0 } },
  { type: 'gone' },
  { type: 'song' },
);

test('changes are read as by their schema, each in its place', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const said = { type: 'changes', changes, cursor };
      expect(parseDown(JSON.stringify(said))).toStrictEqual({ kind: 'down', down: downSchema.parse(said) });
    }),
  );
});

test('one wrong change makes all of them unreadable', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 5 }), wrong, fc.array(change, { maxLength: 5 }), (a, b, c) => {
      const said = JSON.stringify({ type: 'changes', changes: [...a, b, ...c], cursor });
      expect(parseDown(said)).toMatchObject({ kind: 'garbled' });
    }),
  );
});

test.each(['', 'hello', 'null', '[]', '{"type":"changes"}', '{"type":"changes","changes":[],"cursor":5}'])(
  '%j is nothing that a hub says',
  (text) => {
    expect(parseDown(text)).toMatchObject({ kind: 'garbled' });
  },
);
