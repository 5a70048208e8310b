import { UserRoundPlus } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { MAX_QUERY_LENGTH } from '#shared/lib/search-query.ts';
import { useTexts } from '../i18n/react.tsx';
import { contactName } from '../i18n/words/names.ts';
import { Avatar } from '../kit/avatar.tsx';
import { cn } from '../kit/cn.ts';
import { usePhones } from '../kit/phones.ts';
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
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const people = found.filter((contact) => contact.id !== without);
  const options: Option[] = people.map((contact) => ({ key: contact.id, contact }));
  if (onCreate !== null && typed.trim() !== '') options.push({ key: 'new', contact: null });
  const chosen = options.findIndex(({ key }) => key === activeKey);
  const at = Math.max(0, chosen);
  // Somebody new is not what Enter means while whoever is known may still be found: clients would double.
  const active = chosen < 0 && people.length === 0 && !settled ? undefined : options[at];
  const optionId = (option: Option): string => `${id}-${option.key}`;
  const choose = ({ contact }: Option): void => {
    if (contact === null) onCreate?.(typed.trim());
    else onPick(contact);
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      const from = active === undefined ? at - step : at;
      const next = options[(from + step + options.length) % options.length];
      if (next === undefined) return;
      setActiveKey(next.key);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active !== undefined) choose(active);
    }
  }
  return (
    <>
      <label htmlFor={`${id}-field`} className="mt-4 mb-1 block text-sm font-medium text-ink-2">
        {label}
      </label>
      <input
        ref={field}
        id={`${id}-field`}
        type="text"
        role="combobox"
        data-begin
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : optionId(active)}
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_QUERY_LENGTH}
        value={typed}
        onChange={(event) => {
          onType(event.target.value);
          setActiveKey(null);
        }}
        onKeyDown={onKeyDown}
        className="selectable h-10 w-full rounded-md border border-control bg-surface px-3 text-md text-ink focus-visible:outline-offset-[-1px]"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('picker.list')}
        // Its height does not follow what is found: nothing jumps while one types.
        className="-mx-2 mt-2 h-64 max-h-[40vh] overflow-y-auto"
      >
        {options.map((option) => (
          // Keys are the field's business; it knows the active option by aria-activedescendant.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={option.key}
            id={optionId(option)}
            role="option"
            aria-selected={option === active}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={option === active ? undefined : () => setActiveKey(option.key)}
            onClick={() => choose(option)}
            className={cn(
              'flex min-h-11 items-center gap-3 rounded-md px-2 py-1',
              option === active && 'bg-selected',
            )}
          >
            {option.contact === null ? (
              <NewOption typed={typed.trim()} />
            ) : (
              <Known contact={option.contact} />
            )}
          </div>
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
