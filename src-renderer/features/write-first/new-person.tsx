import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Field } from '#renderer/kit/field.tsx';
import { groupTyped, usePhones } from '#renderer/kit/phones.ts';
import { DEFAULT_COUNTRY, MAX_WRITTEN } from '#shared/domain/contact.ts';
import { readEmail } from '#shared/lib/emails.ts';
import type { Person } from './person.ts';

type NewPerson = Extract<Person, { kind: 'new' }>;

interface NewPersonProps {
  person: NewPerson;
  /** What was typed is judged only when it was meant to be whole. */
  judged: boolean;
  onChange: (person: NewPerson) => void;
}

/** What is wrong with what was typed; null: nothing. */
export function useWrong({
  phone,
  email,
}: Pick<NewPerson, 'phone' | 'email'>): Record<'phone' | 'email', string | null> {
  const { t } = useTexts();
  const phones = usePhones();
  const noEmail = email.trim() !== '' && readEmail(email) === null;
  const wrongPhone = (): string | null => {
    if (phone.trim() === '') return null;
    if (phones === null) return t('card.noRules');
    return phones.readPhone(phone, DEFAULT_COUNTRY) === null ? t('card.wrong.phone') : null;
  };
  return { phone: wrongPhone(), email: noEmail ? t('card.wrong.email') : null };
}

/** Name, number and address of somebody new; the number groups itself while it is typed. */
export function NewPersonFields({ person, judged, onChange }: NewPersonProps): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  const wrong = useWrong(person);
  return (
    <div className="grid grid-cols-2 gap-x-3 max-sm:grid-cols-1">
      <Field
        className="col-span-full"
        label={t('card.name')}
        autoFocus={person.name === ''}
        autoComplete="off"
        dir="auto"
        maxLength={200}
        value={person.name}
        onChange={(event) => onChange({ ...person, name: event.target.value })}
      />
      <Field
        className="mt-2"
        label={t('card.phone')}
        type="tel"
        autoFocus={person.name !== ''}
        autoComplete="off"
        maxLength={MAX_WRITTEN}
        hint=" "
        error={judged ? wrong.phone : null}
        value={person.phone}
        onChange={(event) =>
          onChange({ ...person, phone: groupTyped(phones, event.target, DEFAULT_COUNTRY) })
        }
      />
      <Field
        className="mt-2"
        label={t('write.email')}
        inputMode="email"
        autoComplete="off"
        maxLength={MAX_WRITTEN}
        hint=" "
        error={judged ? wrong.email : null}
        value={person.email}
        onChange={(event) => onChange({ ...person, email: event.target.value })}
      />
    </div>
  );
}
