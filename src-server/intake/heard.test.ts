import { describe, expect, it } from 'vitest';
import { CONTACT_LIMITS, contactSchema } from '#shared/domain/contact.ts';
import { contactFixture, phoneFixture } from '#tests/support/fixtures.ts';
import { hear, withHeard } from './heard.ts';

const NOW = 9_000;
const TEXT = 'Это Анна, мой номер 8 (916) 123-45-67, почта Anna@Example.com';

describe('what a client says of himself', () => {
  it('is kept as his own words', () => {
    const contact = withHeard(contactFixture({ name: null }), hear(TEXT, 'Анна'), [], NOW);
    expect(contactSchema.parse(contact)).toEqual(contact);
    expect(contact).toMatchObject({
      name: 'Анна',
      phones: [{ value: '+79161234567', written: '8 (916) 123-45-67', source: 'client', addedAt: NOW }],
      emails: [{ value: 'anna@example.com', written: 'Anna@Example.com', source: 'client' }],
    });
  });

  it('changes nothing that is known, and no name that a colleague gave', () => {
    const known = contactFixture({ phones: [phoneFixture('+79161234567')] });
    expect(withHeard(known, hear('это снова 89161234567', 'Другое имя'), [], NOW)).toBe(known);
    const nameless = contactFixture({ name: null });
    expect(withHeard(nameless, hear('привет', null), [], NOW)).toBe(nameless);
  });

  it('is not kept again once a colleague took it away', () => {
    const contact = contactFixture();
    expect(withHeard(contact, hear('89161234567', null), ['+79161234567'], NOW)).toBe(contact);
  });

  it('has its bounds: lists are no reach, long texts are not read through, a full card takes no more', () => {
    const numbers = ['8 916 123-45-61', '8 916 123-45-62', '8 916 123-45-63', '8 916 123-45-64'];
    expect(hear(numbers.slice(0, 3).join(', '), null).phones).toHaveLength(3);
    expect(hear(numbers.join(', '), null).phones).toEqual([]);
    expect(hear(`${'ы'.repeat(3_000)} 8 916 123-45-67 a@b.example`, null)).toEqual({
      name: null,
      phones: [],
      emails: [],
    });
    const full = contactFixture({
      phones: Array.from({ length: CONTACT_LIMITS.phones }, (_, n) => phoneFixture(`+7916000${1000 + n}`)),
    });
    expect(withHeard(full, hear('8 916 123-45-67', null), [], NOW)).toBe(full);
  });

  it('survives half a character at its end', () => {
    expect(() => hear(`${'a'.repeat(1_999)}😀`, null)).not.toThrow();
  });
});
