import type { Contact } from '#shared/domain/contact.ts';

/** Whom one writes to: a client, or somebody who is made one by it. */
export type Person =
  { kind: 'known'; contact: Contact } | { kind: 'new'; name: string; phone: string; email: string };

/** What was typed while looking for somebody says what it is of a new one. Pure. */
export function personOf(typed: string): Extract<Person, { kind: 'new' }> {
  const text = typed.trim();
  const blank = { kind: 'new', name: '', phone: '', email: '' } as const;
  if (text.includes('@')) return { ...blank, email: text };
  const digits = text.replace(/\D/g, '').length;
  return digits >= 5 && /^[+\d\s().-]+$/.test(text) ? { ...blank, phone: text } : { ...blank, name: text };
}
