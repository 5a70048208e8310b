import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageSchema } from './message.ts';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { leanMessage, plainMessage, readMessages } from './plain-message.ts';

const set = new DataSet({ dialogs: 120, now: 1_760_000_000_000 });
const ID = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
const OTHER = '0190aaaa-bbbb-7ccc-9ddd-eeeeeeeeeee0';
const plain = {
  id: ID,
  dialogId: OTHER,
  seq: 3,
  author: { kind: 'operator', operatorId: ID },
  visibility: 'public',
  body: { kind: 'text', text: 'Заказ уже в пути 🚚' },
  delivery: { state: 'sent', at: 1_760_000_000_000 },
  at: 1_760_000_000_000,
  rev: 2,
};

/** What may stand at a place of a message: right, nearly right, and nothing of the kind. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    ID,
    ID.toUpperCase(),
    `${ID} `,
    '00000000-0000-0000-0000-000000000000',
    'public',
    'hidden',
    'both',
    '',
    null,
    undefined,
    true,
    0,
    -0,
    1,
    -1,
    1.5,
    Number.NaN,
    2 ** 53,
    8_640_000_000_000_000,
    8_640_000_000_000_001,
    [],
    {},
    { kind: 'client', contactId: OTHER },
    { kind: 'client', contactId: OTHER, operatorId: 1 },
    { kind: 'operator' },
    { kind: 'system' },
    { kind: 'text', text: '' },
    { kind: 'text', text: 'да', attachments: [] },
    { kind: 'text', text: 5 },
    { kind: 'event', event: { type: 'opened' } },
    { kind: 'deleted', at: 5, by: 'client' },
    { state: 'pending' },
    { state: 'pending', at: 'soon' },
    { state: 'read', at: 5 },
    { state: 'read', at: -5 },
    { state: 'failed', at: 5, failure: { code: 'rejected', detail: '' } },
    { emoji: '👍', by: 'client' },
  ),
  fc.jsonValue(),
);
const place = fc.constantFrom(
  ...Object.keys(plain),
  'mentions',
  'replyTo',
  'editedAt',
  'amendment',
  'reactions',
  'form',
  'answers',
  'unknown',
);

test('whatever is said to be a message, it is read as by its schema or left to it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(place, anything), { maxLength: 3 }), (changes) => {
      const value = { ...plain, ...Object.fromEntries(changes) };
      const { data } = messageSchema.safeParse(value);
      const read = plainMessage(value);
      if (read) expect(read).toStrictEqual(data);
      expect(readMessages([plain, value])).toStrictEqual(data ? [messageSchema.parse(plain), data] : null);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(plainMessage(value)).toBeNull();
    }),
  );
});

test.each([
  ['an answer', {}],
  ['one that is still on its way', { delivery: { state: 'pending' } }],
  ['a note', { visibility: 'hidden', delivery: null }],
  ['a question', { author: { kind: 'client', contactId: OTHER }, delivery: undefined }],
])('%s is read without the schema', (_, change) => {
  const value: unknown = JSON.parse(JSON.stringify({ ...plain, ...change }));
  expect(plainMessage(value)).toStrictEqual(messageSchema.parse(value));
});

test('what is written down of a message is read as the message, by the schema and without it', () => {
  const talks = [1, 2, 3].flatMap((i) => set.talk(i).messages);
  const marked = messageSchema.parse({
    ...plain,
    mentions: [ID],
    replyTo: { messageId: ID, seq: 1, author: plain.author, preview: '', files: null, visibility: 'public' },
    editedAt: 0,
    amendment: { state: 'pending', what: 'edit' },
    reactions: [{ emoji: '👍', by: 'client' }],
    body: { kind: 'deleted', at: 5, by: ID },
  });
  for (const message of [...talks, marked]) {
    const written: unknown = JSON.parse(JSON.stringify(leanMessage(message)));
    expect(messageSchema.parse(written)).toEqual(message);
    expect(readMessages([written])).toEqual([message]);
    if (message.body.kind === 'text') {
      expect(plainMessage(written)).toEqual(message);
      expect(Object.keys(written as object).length).toBeLessThan(Object.keys(message).length);
    }
  }
  expect(talks.some(({ body }) => body.kind === 'text')).toBe(true);
});

test('nothing is shared between two messages', () => {
  const [one, two] = readMessages([plain, plain]) ?? [];
  expect(one?.reactions).not.toBe(two?.reactions);
  expect(one?.mentions).not.toBe(two?.mentions);
});
