import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, contactFixture, emailFixture, phoneFixture } from '#tests/support/fixtures.ts';
import {
  CONTACT_LIMITS,
  MAX_IDENTITIES,
  MAX_MERGED,
  type Contact,
  type ContactNote,
} from '../domain/contact.ts';
import { contactMerge, contactUnmerge } from './contact-merge.ts';
import type { ContactContext, ContactPair } from './define.ts';

const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CTX: ContactContext = { intentId: id(99), actor: { operatorId: ANNA, role: 'operator' }, now: 9_000 };
const client = (n: number, patch: Partial<Contact> = {}): Contact =>
  contactFixture({ id: id(n), number: n, name: `Client ${n}`, ...patch });
const note = (n: number, at: number): ContactNote => ({
  id: id(n),
  text: `note ${n}`,
  authorId: ANNA,
  at,
  editedAt: null,
});
const identity = (n: number) => ({
  channelId: id(31),
  kind: 'telegram' as const,
  externalId: `user ${n}`,
  display: null,
});
const merge = (pair: ContactPair): ContactPair => contactMerge.effect(CTX, pair);
const refusal = (pair: ContactPair) => contactMerge.check(CTX, pair);

describe('two clients who are one', () => {
  it('have together what each had, once; where both had the same, the words of the one who stays', () => {
    const from = client(1, {
      phones: [phoneFixture('+79160000001', '8 916'), phoneFixture('+79160000002')],
      emails: [emailFixture('a@b.example')],
      tags: ['vip', 'опт'],
    });
    const into = client(2, {
      phones: [phoneFixture('+79160000001', '+7 (916)')],
      emails: [emailFixture('c@d.example')],
      tags: ['VIP'],
    });
    const { into: one } = merge({ from, into });
    expect(one.phones.map(({ written }) => written)).toEqual(['+7 (916)', '+79160000002']);
    expect(one.emails.map(({ value }) => value)).toEqual(['c@d.example', 'a@b.example']);
    expect(one.tags).toEqual(['VIP', 'опт']);
    expect(one.name).toBe('Client 2');
  });

  it('are called as the other where the one who stays has no name', () => {
    expect(merge({ from: client(1), into: client(2, { name: null }) }).into.name).toBe('Client 1');
    expect(merge({ from: client(1, { name: null }), into: client(2, { name: null }) }).into.name).toBeNull();
  });

  it('are known to channels as one, in the order in which identities always stand', () => {
    const from = client(1, { identities: [identity(1), identity(3)] });
    const into = client(2, { identities: [identity(2)] });
    const merged = merge({ from, into });
    expect(merged.into.identities).toEqual([identity(1), identity(2), identity(3)]);
    expect(merged.from).toMatchObject({ identities: [], mergedInto: into.id });
  });

  it('are refused when they would be known by too many names, or too many are one already', () => {
    const known = (first: number, count: number) =>
      Array.from({ length: count }, (_, n) => identity(first + n));
    const many = client(1, { identities: known(0, MAX_IDENTITIES - 1) });
    expect(refusal({ from: client(2, { identities: known(200, 1) }), into: many })).toBeNull();
    expect(refusal({ from: client(2, { identities: known(200, 2) }), into: many })).toEqual({
      code: 'contact_full',
      part: 'identities',
      most: MAX_IDENTITIES,
    });
    const part = (n: number) => ({ contactId: id(100 + n), name: null, number: 100 + n, byId: ANNA, at: 1 });
    const merged = Array.from({ length: MAX_MERGED }, (_, n) => part(n));
    const into = client(1, { merged: merged.slice(1) });
    expect(refusal({ from: client(2), into })).toBeNull();
    expect(refusal({ from: client(2), into: { ...into, merged } })).toEqual({
      code: 'contact_full',
      part: 'merged',
      most: MAX_MERGED,
    });
    // What is one already stays so.
    expect(refusal({ from: client(2, { mergedInto: id(1) }), into: { ...into, merged } })).toBeNull();
  });

  it('have their notes by time, the newest first, none of them twice', () => {
    const from = client(1, { notes: [note(14, 40), note(12, 20)] });
    const into = client(2, { notes: [note(15, 50), note(12, 20), note(11, 10)] });
    expect(merge({ from, into }).into.notes.map(({ at }) => at)).toEqual([50, 40, 20, 10]);
  });

  it('remember who made them one, whom, and when; the last first', () => {
    const first = merge({ from: client(1), into: client(3) }).into;
    const { into } = merge({ from: client(2), into: first });
    expect(into.merged).toEqual([
      { contactId: id(2), name: 'Client 2', number: 2, byId: ANNA, at: 9_000 },
      { contactId: id(1), name: 'Client 1', number: 1, byId: ANNA, at: 9_000 },
    ]);
  });

  it('asked again change nothing', () => {
    const merged = merge({ from: client(1), into: client(2) });
    expect(refusal(merged)).toBeNull();
    expect(merge(merged)).toEqual(merged);
    expect(merge(merged).into).toBe(merged.into);
  });

  it('cannot be when one of them is part of another already', () => {
    const gone = client(1, { mergedInto: id(7) });
    expect(refusal({ from: gone, into: client(2) })).toEqual({ code: 'contact_merged', intoId: id(7) });
    expect(refusal({ from: client(2), into: gone })).toEqual({ code: 'contact_merged', intoId: id(7) });
    // Crosswise: the first of two made him part of the one who asks now.
    const { from, into } = merge({ from: client(1), into: client(2) });
    expect(refusal({ from: into, into: from })).toEqual({ code: 'contact_merged', intoId: into.id });
  });

  it('are not made one when their card would hold more than twice what a card takes', () => {
    const phones = (first: number, count: number) =>
      Array.from({ length: count }, (_, n) => phoneFixture(`+7916000${first + n}`));
    const most = CONTACT_LIMITS.phones;
    const into = client(2, { phones: phones(1_000, most + 1) });
    expect(refusal({ from: client(1, { phones: phones(2_000, most) }), into })).toEqual({
      code: 'contact_full',
      part: 'phones',
      most: most * 2,
    });
    expect(refusal({ from: client(1, { phones: phones(2_000, most - 1) }), into })).toBeNull();
    // The same numbers count once.
    expect(refusal({ from: client(1, { phones: phones(1_000, most) }), into })).toBeNull();
  });

  it('are no one with themselves', () => {
    expect(contactMerge.args.safeParse({ fromId: id(1), intoId: id(1) }).success).toBe(false);
    expect(contactUnmerge.args.safeParse({ fromId: id(1), intoId: id(1) }).success).toBe(false);
  });
});

describe('taken apart', () => {
  it('each stands for himself again, and what was made one before stays so', () => {
    const two = merge({ from: client(1), into: client(3) });
    const three = merge({ from: client(2), into: two.into });
    const apart = contactUnmerge.effect(CTX, { from: two.from, into: three.into });
    expect(apart.from.mergedInto).toBeNull();
    expect(apart.into.merged.map(({ contactId }) => contactId)).toEqual([id(2)]);
  });

  it('are only those who are one', () => {
    const pair = { from: client(1), into: client(2) };
    expect(contactUnmerge.effect(CTX, pair)).toEqual(pair);
  });

  it('after any merge nothing of either was lost', () => {
    const tags = fc.uniqueArray(fc.constantFrom('a', 'B', 'c', 'опт'), { maxLength: 4 });
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
    const any = (n: number) =>
      fc.record({ tags, numbers }).map((one) =>
        client(n, {
          tags: one.tags,
          phones: one.numbers.map((digit) => phoneFixture(`+7916000000${digit}`)),
        }),
      );
    fc.assert(
      fc.property(any(1), any(2), (from, into) => {
        const { into: one } = merge({ from, into });
        const values = (contact: Contact) => contact.phones.map(({ value }) => value);
        expect(new Set(values(one))).toEqual(new Set([...values(from), ...values(into)]));
        expect(new Set(one.tags)).toEqual(new Set([...from.tags, ...into.tags]));
        expect(values(one)).toHaveLength(new Set(values(one)).size);
      }),
    );
  });
});
