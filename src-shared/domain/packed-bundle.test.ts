import { expect, test } from 'vitest';
import { wholeBundle } from './packed-bundle.ts';

const message = (author: unknown, more = {}) => ({
  id: 'm',
  seq: 1,
  author,
  body: { kind: 'text', text: 'x' },
  ...more,
});
const bundle = (...messages: unknown[]) => ({
  dialog: { id: 'd', contactId: 'c', rev: 3 },
  contact: { id: 'c' },
  page: { dialogId: 'd', messages },
});

test('puts back what a lean message leaves to its dialog', () => {
  const lean = bundle(
    message({ kind: 'client' }),
    message({ kind: 'client', contactId: 'part of c' }),
    message({ kind: 'operator', operatorId: 'o' }),
    message({ kind: 'system' }),
  );
  const whole = bundle(
    message({ kind: 'client', contactId: 'c' }, { dialogId: 'd' }),
    message({ kind: 'client', contactId: 'part of c' }, { dialogId: 'd' }),
    message({ kind: 'operator', operatorId: 'o' }, { dialogId: 'd' }),
    message({ kind: 'system' }, { dialogId: 'd' }),
  );
  expect(wholeBundle(lean)).toEqual(whole);
  expect(wholeBundle(whole)).toEqual(whole);
});

test('what a message says of itself counts', () => {
  const foreign = bundle(message({ kind: 'client', contactId: 'other' }, { dialogId: 'other' }));
  expect(wholeBundle(foreign)).toEqual(foreign);
});

test.each([
  null,
  7,
  'text',
  [],
  {},
  { dialog: null },
  { dialog: {}, page: null },
  { page: { messages: 'none' } },
])('what is no bundle stays as it is: %j', (item) => {
  expect(wholeBundle(item)).toEqual(item);
});

test('what is no message stays none', () => {
  const whole = wholeBundle(bundle(null, 5, 'x'));
  expect(whole).toMatchObject({
    page: { messages: [{ dialogId: 'd' }, { dialogId: 'd' }, { dialogId: 'd' }] },
  });
});
