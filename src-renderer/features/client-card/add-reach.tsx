import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { groupTyped, usePhones } from '#renderer/kit/phones.ts';
import { DEFAULT_COUNTRY, MAX_WRITTEN, type Contact } from '#shared/domain/contact.ts';
import { readEmail } from '#shared/lib/emails.ts';
import type { CardDeeds } from './card-deeds.ts';
import { InlineInput } from './inline-input.tsx';

interface AddReachProps {
  what: 'phone' | 'email';
  contact: Contact;
  deeds: Pick<CardDeeds, 'addPhone' | 'addEmail'>;
  onDone: () => void;
}

/** One more number or address, as it is typed; what is none is said before anything is kept. */
export function AddReach({ what, contact, deeds, onDone }: AddReachProps): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  const read = (typed: string): string | null =>
    what === 'email' ? readEmail(typed) : (phones?.readPhone(typed, DEFAULT_COUNTRY) ?? null);

  function check(typed: string): string | null {
    const value = read(typed);
    if (what === 'phone' && phones === null) return t('card.noRules');
    if (value === null) return t(`card.wrong.${what}`);
    const known = what === 'email' ? contact.emails : contact.phones;
    return known.some((one) => one.value === value && one.source !== 'client')
      ? t('card.alreadyThere')
      : null;
  }
  function save(written: string): void {
    onDone();
    if (what === 'email') deeds.addEmail(written);
    else deeds.addPhone(written);
  }
  return (
    <InlineInput
      label={t(`card.${what}`)}
      placeholder={t(`card.placeholder.${what}`)}
      inputMode={what === 'email' ? 'email' : 'tel'}
      maxLength={MAX_WRITTEN}
      {...(what === 'phone' && {
        shape: (input: HTMLInputElement) => groupTyped(phones, input, DEFAULT_COUNTRY),
      })}
      check={check}
      onSave={save}
      onLeave={onDone}
      className="my-1"
    />
  );
}
