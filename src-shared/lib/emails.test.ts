import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { emailValueSchema } from '../domain/contact.ts';
import { findEmails, readEmail } from './emails.ts';

const found = (text: string): string[] => findEmails(text, 5).map(({ value }) => value);

test.each([
  ['Пишите на Anna.K@Example.com!', ['anna.k@example.com']],
  ['почта: иван@почта.рф', ['иван@почта.рф']],
  ['a@b.example, c+d@e.co.uk; a@B.example', ['a@b.example', 'c+d@e.co.uk']],
  ['<anna@example.com>', ['anna@example.com']],
  ['anna@example.com.', ['anna@example.com']],
  ['https://user@example.com/path', []],
  ['mailto:anna@example.com', []],
  ['@annushka', []],
  ['anna@localhost', []],
  ['.anna@example.com', []],
  ['anna..k@example.com', []],
  ['anna@-example.com', []],
  ['a@b.c', []],
  ['@'.repeat(2000), []],
])('%s', (text, values) => {
  expect(found(text)).toEqual(values);
});

test.each([
  [' Anna@Example.com ', 'anna@example.com'],
  ['anna@example.com or so', null],
  ['anna', null],
  ['', null],
])('typed: %s', (typed, value) => {
  expect(readEmail(typed)).toBe(value);
});

it('finds nothing that a card would not keep, and takes no time', () => {
  const piece = fc.constantFrom('a', '@', '.', '-', 'example', 'com', ' ', 'ё', '+', '_', '%');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const { value } of findEmails(pieces.join(''), 5))
        expect(emailValueSchema.parse(value)).toBe(value);
    }),
  );
  const before = performance.now();
  for (const text of [
    'a'.repeat(2000),
    'a.'.repeat(1000),
    `${'a'.repeat(64)}@`.repeat(30),
    'a@b.'.repeat(500),
  ])
    findEmails(text, 5);
  expect(performance.now() - before).toBeLessThan(2_000);
});
