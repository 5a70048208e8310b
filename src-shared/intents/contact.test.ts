import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, contactFixture } from '#tests/support/fixtures.ts';
import { CONTACT_LIMITS, MAX_NOTES_TEXT, type Contact } from '../domain/contact.ts';
import { intentSchema, isOnContact, type OnContact } from './all.ts';
import { applyToContact } from './apply-contact.ts';
import { emailInputSchema } from './contact-reach.ts';

const CONTACT = contactFixture({ name: 'Olga' });

let count = 0;

function deed(name: OnContact['name'], args: object): OnContact {
  const id = `01890000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
  const intent = intentSchema.parse({ id, name, at: 1, args: { contactId: CONTACT.id, ...args } });
  if (!isOnContact(intent)) throw new Error(`${name} is not done to a contact`);
  return intent;
}

function apply(contact: Contact, intent: OnContact, operatorId = ANNA) {
  return applyToContact(
    { intentId: intent.id, actor: { operatorId, role: 'operator' }, now: 9_000 },
    contact,
    intent,
  );
}

const after = (contact: Contact, intent: OnContact): Contact => {
  const applied = apply(contact, intent);
  return applied.ok ? applied.contact : contact;
};

const phone = (value: string) => ({ phone: { value, written: value } });
/** Each about another field. */
const deeds = fc.tuple(
  fc.string({ maxLength: 20 }).map((name) => deed('contact.rename', { name })),
  fc.integer({ min: 0, max: 9 }).map((n) => deed('contact.addPhone', phone(`+7916000000${n}`))),
  fc
    .constantFrom('a@b.example', 'c@d.example')
    .map((value) => deed('contact.addEmail', { email: { value, written: value } })),
  fc.constantFrom('VIP', 'опт').map((tag) => deed('contact.tag', { tag })),
  fc.constant('a note').map((text) => deed('contact.note', { text })),
);

describe('what is done to a client', () => {
  it('comes to the same in whatever order two people do it, and however often', () => {
    fc.assert(
      fc.property(deeds, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (all, dice) => {
        const order = all.map((one, i) => ({ one, at: dice[i] ?? 0 }));
        const shuffled = order.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
        const once = all.reduce(after, CONTACT);
        expect([...shuffled, ...all].reduce(after, CONTACT)).toEqual(once);
      }),
    );
  });

  it('leaves alone what is so already', () => {
    const tagged = after(CONTACT, deed('contact.tag', { tag: 'VIP' }));
    expect(after(tagged, deed('contact.tag', { tag: 'vip' }))).toBe(tagged);
    expect(after(tagged, deed('contact.untag', { tag: 'none' }))).toBe(tagged);
    expect(after(CONTACT, deed('contact.rename', { name: ' Olga ' }))).toBe(CONTACT);
    expect(after(CONTACT, deed('contact.rename', { name: '\u200b' })).name).toBe(null);
    expect(after(CONTACT, deed('contact.removePhone', { value: '+79160000000' }))).toBe(CONTACT);
  });

  it('has its bounds, said in words', () => {
    const full = Array.from({ length: CONTACT_LIMITS.phones }, (_, n) =>
      deed('contact.addPhone', phone(`+7916000${1000 + n}`)),
    ).reduce(after, CONTACT);
    expect(apply(full, deed('contact.addPhone', phone('+79169999999')))).toEqual({
      ok: false,
      refusal: { code: 'contact_full', part: 'phones', most: CONTACT_LIMITS.phones },
    });
    const long = deed('contact.note', { text: 'x'.repeat(4_000) });
    const noted = Array.from({ length: MAX_NOTES_TEXT / 4_000 }, () => deed('contact.note', long.args));
    expect(apply(noted.reduce(after, CONTACT), long)).toMatchObject({ ok: false });
  });

  it('a colleague’s note is not for others to change', () => {
    const note = deed('contact.note', { text: 'mine' });
    const noted = after(CONTACT, note);
    for (const name of ['contact.editNote', 'contact.deleteNote'] as const)
      expect(apply(noted, deed(name, { noteId: note.id, text: 'yours' }), BORIS)).toMatchObject({
        refusal: { code: 'forbidden' },
      });
  });
});

describe('what was taken off a card', () => {
  const entry = (value: string, addedAt: number, source = 'client') => {
    const label = null;
    return { value, written: value, label, source, addedAt };
  };
  const restored = (what: object): OnContact => deed('contact.restore', { what });
  const note = (id: string, at: number, authorId = ANNA) => ({
    id,
    text: id,
    authorId,
    at,
    editedAt: at + 1,
  });

  it('comes back where it stood, with where it came from and since when', () => {
    const phones = ['+79160000001', '+79160000002', '+79160000003'].map((value, i) => entry(value, i + 1));
    const emails = ['a@b.example', 'c@d.example'].map((value, i) => entry(value, i + 1, 'operator'));
    const notes = [note(BORIS, 30), note(ANNA, 20), note(CONTACT.id, 10)];
    const whole = contactFixture({ ...CONTACT, phones, emails, notes } as Partial<Contact>);
    const ways: [OnContact, OnContact][] = [
      ...phones.map((one): [OnContact, OnContact] => [
        deed('contact.removePhone', { value: one.value }),
        restored({ part: 'phone', phone: one }),
      ]),
      ...emails.map((email): [OnContact, OnContact] => [
        deed('contact.removeEmail', { value: email.value }),
        restored({ part: 'email', email }),
      ]),
      ...notes.map((one): [OnContact, OnContact] => [
        deed('contact.deleteNote', { noteId: one.id }),
        restored({ part: 'note', note: one }),
      ]),
    ];
    for (const [off, back] of ways) {
      const without = after(whole, off);
      expect(without).not.toEqual(whole);
      expect(after(without, back)).toEqual(whole);
      // Asked for twice, it is there once.
      expect(after(whole, back)).toBe(whole);
    }
  });

  it('is put back by nobody who could not have changed it, and from no future', () => {
    const theirs = restored({ part: 'note', note: note(CONTACT.id, 10, BORIS) });
    expect(apply(CONTACT, theirs)).toMatchObject({ refusal: { code: 'forbidden' } });
    const actor = { operatorId: ANNA, role: 'senior' } as const;
    expect(applyToContact({ intentId: theirs.id, actor, now: 9_000 }, CONTACT, theirs)).toMatchObject({
      contact: { notes: [{ authorId: BORIS, at: 10 }] },
    });
    const later = after(CONTACT, restored({ part: 'note', note: note(CONTACT.id, 1e12) }));
    expect(later.notes).toMatchObject([{ at: 9_000, editedAt: 9_000 }]);
    const { phones } = after(CONTACT, restored({ part: 'phone', phone: entry('+79160000001', 1e12) }));
    expect(phones).toMatchObject([{ addedAt: 9_000, source: 'client' }]);
  });

  it('keeps to the bounds of a card', () => {
    const phones = Array.from({ length: CONTACT_LIMITS.phones }, (_, n) => entry(`+7916000${1000 + n}`, n));
    const full = contactFixture({ ...CONTACT, phones } as Partial<Contact>);
    const one = restored({ part: 'phone', phone: entry('+79169999999', 1) });
    expect(apply(full, one)).toMatchObject({ refusal: { code: 'contact_full', part: 'phones' } });
    const long = { ...note(CONTACT.id, 1), text: 'x'.repeat(4_001) };
    expect(() => restored({ part: 'note', note: long })).toThrow('4000');
  });
});

describe('an e-mail address', () => {
  const read = (value: string) => emailInputSchema.safeParse({ value, written: value }).success;

  it('with a control character or half a character is none', () => {
    expect(read('olga@mail.example')).toBe(true);
    expect(
      ['ol\0ga@mail.example', 'olga@ma\u0007il.example', 'ol\ud800ga@mail.example'].filter(read),
    ).toEqual([]);
  });
});
