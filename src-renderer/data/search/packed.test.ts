import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toUtf8 } from '#shared/lib/utf8.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import { dialogPart } from '#shared/domain/table-row.ts';
import { dialogBundleSchema } from '#shared/domain/bundle.ts';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { leanBundle } from '#tests/support/lean-bundle.ts';
import { readPacked } from './packed.ts';
import { documents } from './replica-source.ts';

const set = new DataSet({ dialogs: 400, now: 1_760_000_000_000 });
const bundles: DialogBundle[] = Array.from({ length: 60 }, (_, i) => {
  const { dialog, contact, messages } = set.talk(i);
  return { dialog, contact, page: { dialogId: dialog.id, messages: [...messages] } };
});
const [first] = bundles;
if (!first) throw new Error('no dialog');

test('what is read is what the whole schema reads', () => {
  const parsed = bundles.map((bundle) => dialogBundleSchema.parse(bundle));
  expect(readPacked(toUtf8(JSON.stringify(bundles)))).toEqual(
    parsed.map(({ dialog, contact, page: { messages } }) => ({
      id: dialog.id,
      contactId: dialog.contactId,
      at: dialog.lastActivityAt,
      row: dialogPart(dialog),
      contact,
      known: { from: messages[0]?.seq, to: messages.at(-1)?.seq },
      messages: documents(messages),
    })),
  );
});

test('a lean pack is found as a whole one is', () => {
  const whole = readPacked(toUtf8(JSON.stringify(bundles)));
  expect(whole).toHaveLength(bundles.length);
  expect(readPacked(toUtf8(JSON.stringify(bundles.map(leanBundle))))).toEqual(whole);
});

test('a dialog without messages has its client', () => {
  const empty = { ...first, page: { ...first.page, messages: [] } };
  expect(readPacked(toUtf8(JSON.stringify([empty])))).toMatchObject([
    { contact: first.contact, known: { from: 1, to: 0 }, messages: [] },
  ]);
});

const said = bundles
  .flatMap(({ page }) => page.messages)
  .find(({ body, author }) => body.kind === 'text' && author.kind === 'operator');
test.each<[string, object]>([
  ['place', { seq: '1' }],
  ['time', { at: null }],
  ['author', { author: { kind: 'somebody' } }],
  ['name of an author', { author: { kind: 'operator' } }],
  ['visibility', { visibility: 'half' }],
  ['text', { body: { kind: 'text' } }],
  ['kind of body', { body: { kind: 'picture' } }],
  ['body', { body: null }],
])('a message with a wrong %s makes its dialog unreadable, and no other', (_, wrong) => {
  const messages = [...first.page.messages, { ...said, ...wrong }];
  const broken = { ...first, page: { ...first.page, messages } };
  expect(said).toBeDefined();
  expect(readPacked(toUtf8(JSON.stringify([broken, bundles[1]]))).map(({ id }) => id)).toEqual([
    bundles[1]?.dialog.id,
  ]);
});

test.each<[string, (first: number) => number]>([
  ['twice the same place', (place) => place],
  ['a hole', (place) => place + 2],
])('messages with %s make their dialog unreadable, and no other', (_, next) => {
  const [opening] = first.page.messages;
  const messages = [opening, { ...opening, seq: next(opening?.seq ?? 0) }];
  const broken = { ...first, page: { ...first.page, messages } };
  expect(readPacked(toUtf8(JSON.stringify([broken, bundles[1]]))).map(({ id }) => id)).toEqual([
    bundles[1]?.dialog.id,
  ]);
});

test('whatever lies there, reading it ends well', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      expect(readPacked(toUtf8(body))).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (messages) => {
      const bundle = { ...first, page: { ...first.page, messages } };
      expect(readPacked(toUtf8(JSON.stringify([bundle]))).length).toBeLessThanOrEqual(1);
    }),
  );
});
