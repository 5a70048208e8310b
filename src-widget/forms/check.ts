import type { ChatForm } from '#shared/wire/chat/form.ts';

/** Why what was typed is no answer. */
export type Problem = 'required' | 'phone' | 'email';

type Field = ChatForm['fields'][number];

/** Only what no number and no address can be without: the rules of the world's numbers are too large for a page, and the hub has them. */
const PHONE = /^\+?[\d\s().\-–]+$/;
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

export function problemOf(
  { kind, required }: Pick<Field, 'kind' | 'required'>,
  typed: string,
): Problem | null {
  const value = typed.trim();
  if (value === '') return required ? 'required' : null;
  if (kind === 'phone') return isPhone(value) ? null : 'phone';
  if (kind === 'email') return EMAIL.test(value) ? null : 'email';
  return null;
}

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  return PHONE.test(value) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
}

/** What the visitor's message reads until the hub has made its own words of the same. */
export function wordsOf({ fields }: Pick<ChatForm, 'fields'>, values: readonly (string | null)[]): string {
  return fields.flatMap(({ label }, i) => (values[i] ? [`${label}: ${values[i]}`] : [])).join('\n');
}
