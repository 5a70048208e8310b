import { describe, expect, test } from 'vitest';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { parseIntent } from './parse.ts';

const id = '01890000-0000-7000-8000-000000000001';
const send = (text: unknown): object => ({
  id,
  name: 'message.send',
  at: 1,
  args: { dialogId: id, text, visibility: 'public', afterSeq: null },
});

describe('an intent as a client sent it', () => {
  test('a good one is parsed and its text cleaned', () => {
    expect(parseIntent(send('a\r\nb\u0000'))).toMatchObject({ ok: true, intent: { args: { text: 'a\nb' } } });
  });

  test('one of a later client is named, shortened', () => {
    expect(parseIntent({ id, name: 'dialog.dance', args: {}, at: 1 })).toEqual({
      ok: false,
      refusal: { code: 'unknown_intent', name: 'dialog.dance' },
      tooLarge: false,
    });
    const long = parseIntent({ id, name: 'x'.repeat(10_000) });
    expect(JSON.stringify(long).length).toBeLessThan(200);
  });

  test.each(['toString', '__proto__', 'constructor'])('%s is no intent', (name) => {
    expect(parseIntent({ id, name })).toMatchObject({ refusal: { code: 'unknown_intent' } });
  });

  test('the largest text passes, one byte more does not, and the refusal does not repeat it', () => {
    expect(parseIntent(send('x'.repeat(MAX_TEXT_BYTES))).ok).toBe(true);
    const refused = parseIntent(send('x'.repeat(MAX_TEXT_BYTES + 1)));
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: 'invalid',
        detail: expect.stringContaining('args.text: the text is longer than 65536 bytes') as string,
      },
      tooLarge: true,
    });
    expect(JSON.stringify(refused).length).toBeLessThan(300);
  });

  test.each([
    null,
    1,
    'x',
    [],
    {},
    { id },
    { id, name: 7 },
    { id, name: 'dialog.answer' },
    send(7),
    send(''),
  ])('%j is invalid, with words', (raw) => {
    const parsed = parseIntent(raw);
    expect(parsed).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    if (!parsed.ok && parsed.refusal.code === 'invalid')
      expect(parsed.refusal.detail.length).toBeGreaterThan(5);
  });
});
