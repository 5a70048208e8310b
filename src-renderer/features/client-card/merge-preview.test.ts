import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactMerge } from '#shared/intents/contact-merge.ts';
import { ANNA, contactFixture } from '#tests/support/fixtures.ts';
import type { Contact } from '#shared/domain/contact.ts';
import { preview, whoStays } from './merge-preview.ts';

const reach = (value: string, written = value) => ({
  value,
  written,
  source: 'operator' as const,
  label: null,
  addedAt: 1,
});
const note = (id: string) => ({ id, text: id, authorId: 'o', at: 1, editedAt: null });
const identity = (externalId: string) => ({
  channelId: 'c',
  kind: 'telegram' as const,
  externalId,
  display: null,
});
const client = (patch: Partial<Contact>): Contact =>
  contactFixture({ tags: [], notes: [], merged: [], ...patch });

test('together they have everything of both, each once, in the words of who stays', () => {
  const from = client({
    id: 'from',
    name: 'Anna',
    phones: [reach('+7916', '8 916'), reach('+7917')],
    emails: [reach('a@b.example')],
    tags: ['vip', 'Wholesale'],
    notes: [note('1'), note('2')],
    identities: [identity('@anna')],
  });
  const into = client({
    id: 'into',
    name: null,
    number: 7,
    phones: [reach('+7916', '+7 916')],
    tags: ['VIP'],
    notes: [note('2'), note('3')],
    identities: [identity('@anna_home')],
  });
  const together = preview(from, into);
  expect(together.name).toBe('Anna');
  expect(together.number).toBe(7);
  expect(together.phones.map(({ written }) => written).toSorted()).toEqual(['+7 916', '+7917']);
  expect(together.emails).toHaveLength(1);
  expect(together.tags.toSorted()).toEqual(['VIP', 'Wholesale']);
  expect(together.notes.map(({ id }) => id).toSorted()).toEqual(['1', '2', '3']);
  expect(together.identities.map(({ externalId }) => externalId)).toEqual(['@anna_home', '@anna']);
});

test('who stays keeps his name', () => {
  expect(preview(client({ name: 'Other' }), client({ name: 'Own' })).name).toBe('Own');
});

test('of two the one with a name stays, of two alike the one who is known longer', () => {
  const old = client({ id: 'old', name: 'Old', createdAt: 1 });
  const young = client({ id: 'young', name: 'Young', createdAt: 2 });
  const nameless = client({ id: 'nameless', name: ' ', createdAt: 0 });
  expect(whoStays(young, old).id).toBe('old');
  expect(whoStays(old, young).id).toBe('old');
  expect(whoStays(nameless, young).id).toBe('young');
  expect(whoStays(young, nameless).id).toBe('young');
  expect(whoStays(nameless, client({ id: 'x', name: null, createdAt: 3 })).id).toBe('nameless');
});

test('what is shown before is what becomes of it: nothing more, nothing less, in whoever’s words', () => {
  const few = <T>(values: T[]): fc.Arbitrary<T[]> => fc.subarray(values);
  const either = (side: string): fc.Arbitrary<Contact> =>
    fc
      .record({
        name: fc.constantFrom(null, 'Anna', side),
        phones: few([reach('+7916', `of ${side}`), reach('+7917'), reach('+7918')]),
        emails: few([reach('a@b.example', `of ${side}`), reach(`${side}@b.example`)]),
        tags: few([side === 'from' ? 'vip' : 'VIP', 'Опт', side]),
        notes: few([note('1'), note(side)]),
        identities: few([identity(`@${side}`), identity(`@${side}_home`)]),
      })
      .map((patch) => client({ ...patch, id: side, number: side.length }));
  const ctx = { intentId: 'i', actor: { operatorId: ANNA, role: 'operator' as const }, now: 1 };
  const sets = ({ phones, emails, tags, notes, identities }: ReturnType<typeof preview>) => ({
    phones: new Set(phones.map(({ value, written }) => `${value} ${written}`)),
    emails: new Set(emails.map(({ value, written }) => `${value} ${written}`)),
    tags: new Set(tags),
    notes: new Set(notes.map(({ id }) => id)),
    identities: new Set(identities.map(({ externalId }) => externalId)),
  });
  fc.assert(
    fc.property(either('from'), either('into'), (from, into) => {
      const shown = preview(from, into);
      const done = contactMerge.effect(ctx, { from, into }).into;
      expect(sets(shown)).toEqual(sets(done));
      expect([shown.name, shown.number]).toEqual([done.name, done.number]);
      expect(shown.phones).toHaveLength(done.phones.length);
      expect(shown.tags).toHaveLength(done.tags.length);
    }),
  );
});

test('who stays does not depend on whose card is open', () => {
  const some = fc.record({
    id: fc.constantFrom('a', 'b'),
    name: fc.constantFrom(null, '', ' ', 'Anna'),
    createdAt: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(some, some, (a, b) => {
      fc.pre(a.createdAt !== b.createdAt);
      const [one, other] = [client({ ...a, id: 'one' }), client({ ...b, id: 'other' })];
      expect(whoStays(one, other).id).toBe(whoStays(other, one).id);
    }),
  );
});
