import { UserRoundPlus } from 'lucide-react';
import { useId, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../i18n/react.tsx';
import { contactName } from '../i18n/words/names.ts';
import { Avatar } from '../kit/avatar.tsx';
import { usePhones } from '../kit/phones.ts';
import { optionId, PickField, PickOption, usePicking } from './choice/pick-field.tsx';
import type { FoundContact } from './found-contacts.ts';
import { useContactSearch } from './use-contact-search.ts';

interface ContactPickerProps {
  label: string;
  field?: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (typed: string) => void;
  /** Who is not meant. */
  without?: string;
  onPick: (contact: FoundContact) => void;
  /** Somebody who is not there yet; null: only who is. */
  onCreate: ((typed: string) => void) | null;
}

type Option = { key: string; contact: FoundContact } | { key: 'new'; contact: null };

/** One field over the clients it finds: type, arrows, Enter. The keyboard never leaves the field. */
export function ContactPicker(props: ContactPickerProps): ReactNode {
  const { label, field, typed, onType, without, onPick, onCreate } = props;
  const { t } = useTexts();
  const id = useId();
  const { found, settled, hub } = useContactSearch(typed);
  const people = found.filter((contact) => contact.id !== without);
  const options: Option[] = people.map((contact) => ({ key: contact.id, contact }));
  if (onCreate !== null && typed.trim() !== '') options.push({ key: 'new', contact: null });
  // Somebody new is not what Enter means while whoever is known may still be found: clients would double.
  const picking = usePicking(options, people.length > 0 || settled);
  const { active, point } = picking;
  const choose = ({ contact }: Option): void => {
    if (contact === null) onCreate?.(typed.trim());
    else onPick(contact);
  };
  return (
    <>
      <PickField {...{ id, label, field, typed, onType, picking, onPick: choose }} />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('picker.list')}
        // Its height does not follow what is found: nothing jumps while one types.
        className="-mx-2 mt-2 h-64 max-h-[40vh] overflow-y-auto"
      >
        {options.map((option) => (
          <PickOption
            key={option.key}
            id={optionId(id, option)}
            active={option === active}
            selected={option === active}
            onPoint={() => point(option.key)}
            onPick={() => choose(option)}
          >
            {option.contact === null ? (
              <NewOption typed={typed.trim()} />
            ) : (
              <Known contact={option.contact} />
            )}
          </PickOption>
        ))}
      </div>
      <p aria-live="polite" className="min-h-4 text-xs text-ink-3">
        {noteOf()}
      </p>
    </>
  );

  function noteOf(): string {
    if (typed.trim() === '') return t('picker.type');
    if (hub === 'offline') return t('picker.offline');
    if (hub === 'failed') return t('picker.failed');
    if (hub === 'asking') return t('picker.asking');
    return people.length === 0 ? t('picker.nobody') : '';
  }
}

function Known({ contact }: { contact: FoundContact }): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  const name = contactName(contact, t);
  const shown = contact.detail.map((one) => (one.startsWith('+') ? (phones?.showPhone(one) ?? one) : one));
  return (
    <>
      <Avatar name={name} seed={contact.id} size={36} nameless={(contact.name ?? '') === ''} />
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate text-left text-md font-medium">{name}</bdi>
        <span className="truncate text-xs text-ink-2">
          <bdi>{shown.join(' · ')}</bdi>
        </span>
      </span>
    </>
  );
}

function NewOption({ typed }: { typed: string }): ReactNode {
  const { t } = useTexts();
  return (
    <>
      <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-hover text-ink-2">
        <UserRoundPlus size={18} aria-hidden="true" />
      </span>
      <span className="min-w-0 truncate text-md font-medium">
        {t('picker.new')} <bdi className="font-normal text-ink-2">{typed}</bdi>
      </span>
    </>
  );
}
