import { expect, test } from 'vitest';
import { personOf } from './person.ts';

test.each([
  ['Анна Петрова', { name: 'Анна Петрова' }],
  ['+7 916 555-01-10', { phone: '+7 916 555-01-10' }],
  ['8(916)5550110', { phone: '8(916)5550110' }],
  [' anna@mail.example ', { email: 'anna@mail.example' }],
  ['Склад 24', { name: 'Склад 24' }],
  ['1984', { name: '1984' }],
  ['', {}],
  ['   ', {}],
  ['  Анна  ', { name: 'Анна' }],
  // What cannot be read as one is still what was meant, and is said to be wrong at its field.
  ['@anna', { email: '@anna' }],
  ['anna@', { email: 'anna@' }],
  ['+7 (916) 55', { phone: '+7 (916) 55' }],
  ['12345', { phone: '12345' }],
  ['555-01-10 Анна', { name: '555-01-10 Анна' }],
  ['+++', { name: '+++' }],
  ['<b>8 916 555 01 10</b>', { name: '<b>8 916 555 01 10</b>' }],
])('%s', (typed, said) => {
  expect(personOf(typed)).toEqual({ kind: 'new', name: '', phone: '', email: '', ...said });
});
