import { expect, test } from 'vitest';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { foundContacts } from './found-contacts.ts';

const summary = (id: string, name: string) => ({
  id,
  name,
  number: 1,
  phones: ['+79165550110'],
  emails: ['a@mail.example'],
  names: ['@anna'],
});
const hit = (id: string, name: string) => ({
  contact: contactFixture({ id, name }),
  dialog: dialogFixture({ contactId: id }),
});

test('those from here come first, those whom only the hub knows after them, each once', () => {
  const found = foundContacts([summary('b', 'Borya'), summary('a', 'Anna')], {
    contacts: [hit('a', 'Anna of the hub'), hit('c', 'Clara')],
    messages: [],
    talks: [],
    next: null,
  });
  expect(found.map(({ id, name }) => [id, name])).toEqual([
    ['b', 'Borya'],
    ['a', 'Anna'],
    ['c', 'Clara'],
  ]);
  expect(found[0]?.detail).toEqual(['+79165550110', 'a@mail.example', '@anna']);
});

test('without the hub there is what is here', () => {
  expect(foundContacts([], null)).toEqual([]);
});
