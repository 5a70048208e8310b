import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import { applyToPair } from '#shared/intents/apply-contact.ts';
import type { OnPair } from '#shared/intents/all.ts';
import { ANNA, contactFixture, emailFixture, phoneFixture } from '#tests/support/fixtures.ts';
import type { Brought } from '../db/tables.ts';
import { broughtBy, restored, withoutBrought } from './brought.ts';

const id = (n: number): string => `01890000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
const CTX = { intentId: id(90), actor: { operatorId: ANNA, role: 'operator' }, now: 5_000 } as const;

interface Merged {
  fromId: string;
  intoId: string;
  brought: Brought;
}

/** As the hub does it, without tables. */
class Clients {
  readonly all: Map<string, Contact>;
  merges: Merged[] = [];

  constructor(contacts: readonly Contact[]) {
    this.all = new Map(contacts.map((contact) => [contact.id, contact]));
  }

  get(n: number): Contact {
    const contact = this.all.get(id(n));
    if (!contact) throw new Error(`no client ${n}`);
    return contact;
  }

  private pair(name: OnPair['name'], fromId: string, intoId: string) {
    const [from, into] = [this.all.get(fromId), this.all.get(intoId)];
    if (!from || !into) throw new Error('no such clients');
    const intent = { id: CTX.intentId, name, at: 1, args: { fromId, intoId } };
    const applied = applyToPair(CTX, { from, into }, intent);
    if (!applied.ok) throw new Error(applied.refusal.code);
    return { before: { from, into }, after: applied.pair };
  }

  merge(from: number, into: number): void {
    const { before, after } = this.pair('contact.merge', id(from), id(into));
    this.merges.push({ fromId: id(from), intoId: id(into), brought: broughtBy(before) });
    this.put(after.from, after.into);
  }

  unmerge(from: number, into: number): void {
    const merge = this.merges.find(({ fromId, intoId }) => fromId === id(from) && intoId === id(into));
    if (!merge) throw new Error('not merged');
    const { before, after } = this.pair('contact.unmerge', id(from), id(into));
    const others = this.merges
      .filter((one) => one !== merge && one.intoId === id(into))
      .map(({ fromId, brought }) => ({ id: fromId, from: this.all.get(fromId) ?? before.from, brought }));
    const left = withoutBrought(before, merge.brought, others);
    for (const heir of left.inherited)
      for (const one of this.merges)
        if (one.fromId === heir.id && one.intoId === id(into)) one.brought = heir.brought;
    this.merges = this.merges.filter((one) => one !== merge);
    const back = new Set(merge.brought.identities.map(({ externalId }) => externalId));
    const has = ({ externalId }: { externalId: string }): boolean => back.has(externalId);
    this.put(
      { ...after.from, ...restored(before, merge.brought), identities: before.into.identities.filter(has) },
      {
        ...after.into,
        ...left.contact,
        identities: before.into.identities.filter((one) => !has(one)),
      },
    );
  }

  private put(...contacts: Contact[]): void {
    for (const contact of contacts) this.all.set(contact.id, contact);
  }
}

const card = (n: number): fc.Arbitrary<Contact> =>
  fc
    .record({
      name: fc.option(fc.constant(`Client ${n}`)),
      phones: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
      emails: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
      tags: fc.uniqueArray(fc.constantFrom('VIP', 'опт', 'долг'), { maxLength: 3 }),
      notes: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ name, phones, emails, tags, notes }) =>
      contactFixture({
        id: id(n),
        number: n,
        name,
        phones: phones.map((one) => phoneFixture(`+7916000000${one}`, `by ${n}`)),
        emails: emails.map((one) => emailFixture(`${one}@example.com`)),
        tags,
        notes: Array.from({ length: notes }, (_, i) => ({
          id: id(n * 10 + i),
          text: `note ${i} of ${n}`,
          authorId: ANNA,
          at: 100 - i,
          editedAt: null,
        })),
        identities: [{ channelId: id(80), kind: 'sitechat', externalId: `client ${n}`, display: null }],
      }),
    );

describe('what was merged and is taken apart', () => {
  it('is as it was', () => {
    fc.assert(
      fc.property(card(1), card(2), (one, other) => {
        const clients = new Clients([one, other]);
        clients.merge(1, 2);
        expect(clients.get(1)).toMatchObject({ mergedInto: id(2), identities: [] });
        expect(clients.get(2).identities).toHaveLength(2);
        clients.unmerge(1, 2);
        expect(clients.get(1)).toEqual(one);
        expect(clients.get(2)).toEqual(other);
      }),
    );
  });

  it('is as it was, in whatever order several go again', () => {
    const orders = fc.shuffledSubarray([1, 2, 3], { minLength: 3 });
    fc.assert(
      fc.property(card(1), card(2), card(3), card(4), orders, orders, (a, b, c, into, comes, goes) => {
        const clients = new Clients([a, b, c, into]);
        for (const n of comes) clients.merge(n, 4);
        for (const n of goes) clients.unmerge(n, 4);
        const sorted = (contact: Contact): Contact => ({
          ...contact,
          phones: contact.phones.toSorted((x, y) => (x.value < y.value ? -1 : 1)),
          emails: contact.emails.toSorted((x, y) => (x.value < y.value ? -1 : 1)),
          tags: contact.tags.toSorted(),
        });
        for (const [n, was] of [a, b, c, into].entries()) {
          expect(sorted(clients.get(n + 1))).toEqual(sorted(was));
        }
      }),
    );
  });

  it('leaves the survivor a name while one who stays with it has one, the same or another', () => {
    const named = (n: number, name: string | null): Contact => contactFixture({ id: id(n), number: n, name });
    for (const other of ['Olga', 'Olga Petrova']) {
      const clients = new Clients([named(1, 'Olga'), named(2, other), named(3, 'Late'), named(4, null)]);
      for (const n of [1, 2, 3]) clients.merge(n, 4);
      clients.unmerge(1, 4);
      expect(clients.get(4).name).toBe(other);
      clients.unmerge(2, 4);
      expect(clients.get(4).name).toBe('Late');
      clients.unmerge(3, 4);
      expect(clients.get(4).name).toBeNull();
    }
  });

  it('keeps what was added since where it was added, and what became of what it had brought', () => {
    const note = { id: id(50), text: 'owes us', authorId: ANNA, at: 1, editedAt: null };
    const from = contactFixture({
      id: id(1),
      phones: [phoneFixture('+79160000001'), phoneFixture('+79160000002')],
      notes: [note],
    });
    const clients = new Clients([from, contactFixture({ id: id(2), number: 2 })]);
    clients.merge(1, 2);
    const merged = clients.get(2);
    clients.all.set(id(2), {
      ...merged,
      phones: [...merged.phones.slice(1), phoneFixture('+79160000003')],
      notes: [{ ...note, text: 'has paid', editedAt: 2 }],
    });
    clients.unmerge(1, 2);
    expect(clients.get(1).phones.map(({ value }) => value)).toEqual(['+79160000002']);
    expect(clients.get(1).notes).toEqual([{ ...note, text: 'has paid', editedAt: 2 }]);
    expect(clients.get(2)).toMatchObject({ phones: [phoneFixture('+79160000003')], notes: [] });
  });
});
