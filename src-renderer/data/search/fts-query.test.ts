import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '#shared/lib/search-query.ts';
import { contactTerms, messageTerms } from './fts-query.ts';

const query = (text: string) => parseQuery(text) ?? expect.fail(`"${text}" is no query`);

describe('a question in the index’s words', () => {
  it('asks for beginnings that have a list, or for all that was typed', () => {
    expect(messageTerms(query('заказали'), 'wide')).toBe('"зака"*');
    expect(messageTerms(query('qwertyuiop'), 'narrow')).toBe('"qwertyuiop"*');
    expect(messageTerms(query('я дом'), 'wide')).toBe('"я" AND "дом"*');
  });

  it('of a client asks for numbers too, where nothing but a number was typed', () => {
    expect(contactTerms(query('8 916 123'), '8 916 123')).toBe(
      '("8" AND "916"* AND "123"*) OR "8916123"* OR "916123"*',
    );
    expect(contactTerms(query('anna 916'), 'anna 916')).toBe('("anna"* AND "916"*)');
  });

  it('has nothing in it that could be syntax, whatever was typed', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', 'я', '1', '"', '*', '(', ')', '^', ':', '-', '+', ' ', "'", '\\'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(hostile, (typed) => {
        const parsed = parseQuery(typed);
        if (!parsed) return;
        for (const terms of [
          messageTerms(parsed, 'wide'),
          messageTerms(parsed, 'narrow'),
          contactTerms(parsed, typed),
        ])
          expect(terms.replaceAll(/"[\p{L}\p{N}]+"\*?/gu, 'w').replaceAll(/w|AND|OR|[() ]/g, '')).toBe('');
      }),
    );
  });
});
