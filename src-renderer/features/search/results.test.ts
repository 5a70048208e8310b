import { UNMARKED } from '#shared/domain/message.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalAnswer } from '#renderer/data/search/handle.ts';
import { parseQuery } from '#shared/lib/search-query.ts';
import type { MessageBody } from '#shared/domain/message.ts';
import { BLANK } from '#shared/domain/contact.ts';
import { dialogFixture, emailFixture, phoneFixture } from '#tests/support/fixtures.ts';
import { detailOf, mergeResults, type HubFound } from './results.ts';
import { piecesOf, snippetOf } from './snippet.ts';

const contact = (id: string) => ({
  id,
  name: `Client ${id}`,
  number: 1,
  ...BLANK,
  phones: [phoneFixture('+79161234567', '+7 916 123-45-67')],
  emails: [emailFixture('a@example.com')],
  createdAt: 1,
  rev: 1,
});
const summary = (id: string) => ({
  id,
  name: `Client ${id}`,
  number: 1,
  phones: [],
  emails: [],
  tags: [],
  notes: [],
  names: [],
});

function local(seqs: number[], next: number | null = null): LocalAnswer {
  const messages = seqs.map((seq) => ({
    dialogId: 'd',
    seq,
    at: seq * 10,
    author: null,
    hidden: false,
    text: `text ${seq}`,
    contact: summary('c'),
  }));
  return { contacts: [{ contact: summary('c'), dialogId: 'd' }], messages, next };
}

function hub(seqs: number[]): HubFound {
  const dialog = dialogFixture({ id: 'd', contactId: 'c' });
  const messages = seqs.map((seq) => ({
    message: {
      id: `m${seq}`,
      dialogId: 'd',
      seq,
      author: { kind: 'operator', operatorId: 'o' } as const,
      visibility: 'hidden' as const,
      body: { kind: 'text', text: `text ${seq}`, attachments: [] } satisfies MessageBody,
      delivery: null,
      ...UNMARKED,
      at: seq * 10,
      rev: 1,
    },
    dialog,
    contact: contact('c'),
  }));
  return {
    contacts: [
      { contact: contact('c'), dialog },
      { contact: contact('far'), dialog },
    ],
    messages,
    talks: [],
    next: null,
  };
}

const seqsOf = (rows: { key: string }[]) => rows.map(({ key }) => Number(key.split(' ')[1]));

describe('results', () => {
  test('what is here is not shown as the server’s', () => {
    const results = mergeResults(local([5, 4]), hub([6, 5, 4, 3]));
    expect(seqsOf(results.messages)).toEqual([5, 4]);
    expect(seqsOf(results.hubMessages)).toEqual([6, 3]);
    expect(results.hubContacts.map(({ key }) => key)).toEqual(['contact far']);
    expect(results.hubMessages[0]).toMatchObject({ hidden: true, author: 'o' });
  });

  test('what may be here, further down, waits', () => {
    expect(seqsOf(mergeResults(local([5, 4], 1), hub([6, 5, 3, 2])).hubMessages)).toEqual([6]);
  });

  test('without an index everything is the server’s', () => {
    const results = mergeResults(null, hub([2, 1]));
    expect([seqsOf(results.messages), seqsOf(results.hubMessages)]).toEqual([[], [2, 1]]);
  });

  test.each([
    ['45-67', '+7 916 123-45-67'],
    ['@ann', '@Anna'],
    ['xyz', '+7 916 123-45-67'],
  ])('%s is answered by %s', (typed, detail) => {
    expect(detailOf(['+7 916 123-45-67', '@Anna', 'a@example.com'], typed)).toBe(detail);
  });

  test('nothing to show besides the name', () => {
    expect(detailOf([], 'x')).toBeNull();
  });
});

describe('a snippet', () => {
  const query = (text: string) => {
    const parsed = parseQuery(text);
    if (!parsed) throw new Error('no query');
    return parsed;
  };
  const shown = (q: string, text: string) =>
    snippetOf(query(q), text)
      .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
      .join('');

  test.each([
    ['дост', 'Доставка завтра', '[Дост]авка завтра'],
    ['завтра', 'строка\n\n  вторая завтра', 'строка вторая [завтра]'],
    ['нет', 'Доставка', 'Доставка'],
  ])('of %s in %j', (q, text, expected) => {
    expect(shown(q, text)).toBe(expected);
  });

  test('of a long text begins shortly before the first find, at a word', () => {
    const text = `${'слово '.repeat(100)}находка ${'потом '.repeat(100)}`;
    expect(shown('находка', text)).toMatch(/^…(слово ){1,5}\[находка\] потом/);
    expect(shown('находка', text).length).toBeLessThan(180);
  });

  test('never breaks a text, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const pieces = snippetOf(query('a'), text);
        expect(
          pieces
            .map((piece) => piece.text)
            .join('')
            .isWellFormed(),
        ).toBe(true);
        expect(
          piecesOf(query('a'), text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
