import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { Intent } from '#shared/intents/all.ts';
import { channelId, contactId, dialogId, operatorId } from '#tests/support/fake-hub/model.ts';
import { contactFixture, phoneFixture } from '#tests/support/fixtures.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import { ContactOverlay } from './contact-overlay.ts';

const LOOKING = { actor: { operatorId: operatorId(1), role: 'operator' as const }, clockOffset: 0 };
const client = (n: number, patch: Partial<Contact> = {}): Contact =>
  contactFixture({ id: contactId(n), number: n, name: `Client ${n}`, ...patch });

function over(intents: readonly Intent[], clients: readonly Contact[] = [1, 2, 3].map((n) => client(n))) {
  const pending = intents.map((intent) => ({ intent, state: { kind: 'waiting' as const } }));
  const known = new Map(clients.map((one) => [one.id, one]));
  const overlay = new ContactOverlay(pending, LOOKING, known);
  return {
    overlay,
    laid: (n: number) => overlay.laidOver(contactId(n), known.get(contactId(n)) ?? null),
  };
}
const merge = (n: number, from: number, into: number): Intent =>
  madeIntent(n, 'contact.merge', { fromId: contactId(from), intoId: contactId(into) });
const unmerge = (n: number, from: number, into: number): Intent =>
  madeIntent(n, 'contact.unmerge', { fromId: contactId(from), intoId: contactId(into) });
const rename = (n: number, of: number, name: string): Intent =>
  madeIntent(n, 'contact.rename', { contactId: contactId(of), name });
const addPhone = (n: number, of: number, value: string): Intent =>
  madeIntent(n, 'contact.addPhone', {
    contactId: contactId(of),
    phone: { value, written: value },
    label: null,
  });

describe('what was done to clients and not confirmed', () => {
  it('is nothing for what is done to dialogs', () => {
    const { overlay } = over([madeIntent(1, 'dialog.pin', { dialogId: dialogId(1) })]);
    expect(overlay.laidOver(contactId(1), client(1))).toEqual(client(1));
  });

  it('is seen at once, in the order in which it was done', () => {
    const { laid } = over([rename(1, 1, 'Anna'), addPhone(2, 1, '+79160000001'), rename(3, 1, 'Anna K.')]);
    expect(laid(1)).toMatchObject({ name: 'Anna K.', phones: [{ value: '+79160000001' }] });
    expect(laid(2)).toEqual(client(2));
  });

  it('that the replica has already is not seen twice', () => {
    const { laid } = over(
      [addPhone(1, 1, '+79160000001')],
      [client(1, { phones: [phoneFixture('+79160000001')] })],
    );
    expect(laid(1)?.phones).toHaveLength(1);
  });

  it('makes a client to whom one writes first, before the hub knows him', () => {
    const contact = { kind: 'new', contactId: contactId(9), name: 'Пётр' } as const;
    const start = { dialogId: dialogId(1), contact, channelId: channelId(1), text: 'Hello' };
    const { laid } = over([madeIntent(1, 'dialog.start', start), rename(2, 9, 'Пётр П.')]);
    expect(laid(9)).toMatchObject({ id: contactId(9), name: 'Пётр П.' });
    expect(laid(8)).toBeNull();
  });
});

describe('who becomes part of another', () => {
  it('is that one from then on, over several steps', () => {
    const { overlay, laid } = over([merge(1, 1, 2), merge(2, 2, 3)]);
    expect([1, 2, 3, 4].map((n) => overlay.now(contactId(n)))).toEqual([3, 3, 3, 4].map(contactId));
    expect(new Set(overlay.partsOf(contactId(3)))).toEqual(new Set([1, 2, 3].map(contactId)));
    expect(laid(3)?.merged.map(({ contactId: id }) => id)).toEqual([contactId(2)]);
  });

  it('gives him what is said of him, but not his name', () => {
    const { laid } = over([merge(1, 1, 2), addPhone(2, 1, '+79160000001'), rename(3, 1, 'Another')]);
    expect(laid(2)).toMatchObject({ name: 'Client 2', phones: [{ value: '+79160000001' }] });
  });

  it('stands for himself when he is taken apart', () => {
    const { overlay, laid } = over([merge(1, 1, 2), unmerge(2, 1, 2)]);
    expect(overlay.now(contactId(1))).toBe(contactId(1));
    expect(laid(2)?.merged).toEqual([]);
    const before = client(2, {
      merged: [{ contactId: contactId(1), name: 'Client 1', number: 1, byId: operatorId(1), at: 1 }],
    });
    expect(over([unmerge(3, 1, 2)], [before]).laid(2)?.merged).toEqual([]);
  });

  it('crosswise is part of the first, and nobody is part of himself', () => {
    const { overlay } = over([merge(1, 1, 2), merge(2, 2, 1)]);
    expect([overlay.now(contactId(1)), overlay.now(contactId(2))]).toEqual([contactId(2), contactId(2)]);
  });

  it('and then becomes part of his own part does not go round in a circle', () => {
    const { overlay } = over([merge(1, 1, 2), merge(2, 2, 3), merge(3, 2, 1)]);
    expect([1, 2, 3].map((n) => overlay.now(contactId(n)))).toEqual([3, 3, 3].map(contactId));
  });

  it('of somebody who is not here leaves the other as he is', () => {
    expect(over([merge(1, 9, 2)]).laid(2)).toEqual(client(2));
  });

  it('whatever is made one and taken apart, every one comes to somebody who stands for himself', () => {
    const some = fc.integer({ min: 1, max: 5 });
    const deed = fc
      .record({ apart: fc.boolean(), from: some, into: some })
      .filter(({ from, into }) => from !== into);
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 15 }), (deeds) => {
        const intents = deeds.map(({ apart, from, into }, i) => (apart ? unmerge : merge)(i + 1, from, into));
        const { overlay } = over(intents);
        for (const n of [1, 2, 3, 4, 5]) {
          const now = overlay.now(contactId(n));
          expect(overlay.now(now)).toBe(now);
          expect(overlay.partsOf(now)).toContain(contactId(n));
        }
      }),
    );
  });
});
