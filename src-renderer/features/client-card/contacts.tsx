import { AtSign, Phone as PhoneIcon, Plus, X } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { channelKindName } from '#renderer/i18n/words/names.ts';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { usePhones } from '#renderer/kit/phones.ts';
import type { Contact, Email, Identity, Phone } from '#shared/domain/contact.ts';
import type { Channel } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { AddReach } from './add-reach.tsx';
import type { CardDeeds } from './card-deeds.ts';
import { CopyButton } from '#renderer/people/copy-button.tsx';
import { CardSection } from './section.tsx';
import { useFocusBack } from '#renderer/kit/use-focus-back.ts';

interface ContactsProps {
  contact: Contact;
  channels: ReadonlyMap<Id, Channel> | undefined;
  deeds: CardDeeds;
}

/** How the client can be reached: numbers and addresses, then the messengers in which he is known. */
export function Contacts({ contact, channels, deeds }: ContactsProps): ReactNode {
  const { t } = useTexts();
  const [adding, setAdding] = useState<'phone' | 'email' | null>(null);
  const { phones, emails, identities } = contact;
  const none = phones.length + emails.length + identities.length === 0;
  return (
    <CardSection name="contacts" title={t('card.contacts')}>
      {none && adding === null && <p className="text-sm text-ink-3">{t('card.noContacts')}</p>}
      <ul aria-label={t('card.contacts')} className="flex flex-col">
        {phones.map((phone) => (
          <PhoneRow key={phone.value} phone={phone} onRemove={() => deeds.removePhone(phone)} />
        ))}
        {emails.map((email) => (
          <EmailRow key={email.value} email={email} onRemove={() => deeds.removeEmail(email)} />
        ))}
        {identities.map((identity) => (
          <IdentityRow
            key={`${identity.channelId} ${identity.externalId}`}
            identity={identity}
            channel={channels?.get(identity.channelId)}
          />
        ))}
      </ul>
      {adding !== null && (
        <AddReach key={adding} what={adding} contact={contact} deeds={deeds} onDone={() => setAdding(null)} />
      )}
      <AddButtons adding={adding} onAdd={setAdding} />
    </CardSection>
  );
}

interface AddButtonsProps {
  adding: 'phone' | 'email' | null;
  onAdd: (what: 'phone' | 'email') => void;
}

function AddButtons({ adding, onAdd }: AddButtonsProps): ReactNode {
  const { t } = useTexts();
  const phone = useFocusBack<HTMLButtonElement>(adding === 'phone');
  const email = useFocusBack<HTMLButtonElement>(adding === 'email');
  const back = { phone, email };
  return (
    <div className="-ml-2 flex gap-1">
      {(['phone', 'email'] as const).map((what) => (
        <Button key={what} ref={back[what]} look="quiet" size="sm" onClick={() => onAdd(what)}>
          <Plus size={13} aria-hidden="true" />
          {t(`card.add.${what}`)}
        </Button>
      ))}
    </div>
  );
}

function PhoneRow({ phone, onRemove }: { phone: Phone; onRemove: () => void }): ReactNode {
  const { t } = useTexts();
  const shown = usePhones()?.showPhone(phone.value) ?? phone.value;
  return (
    <Row
      icon={<PhoneIcon size={15} />}
      shown={shown}
      title={phone.written}
      below={[phone.label ?? t('card.phone'), sourceWords()]}
      copied={shown}
      onRemove={onRemove}
    />
  );
  function sourceWords(): string | null {
    return phone.source === 'operator' ? null : t(`card.source.${phone.source}`);
  }
}

function EmailRow({ email, onRemove }: { email: Email; onRemove: () => void }): ReactNode {
  const { t } = useTexts();
  return (
    <Row
      icon={<AtSign size={15} />}
      shown={email.value}
      title={email.written}
      below={[
        email.label ?? t('card.email'),
        email.source === 'operator' ? null : t(`card.source.${email.source}`),
      ]}
      copied={email.value}
      onRemove={onRemove}
    />
  );
}

interface IdentityRowProps {
  identity: Identity;
  channel: Channel | undefined;
}

/** How a messenger knows him: it cannot be taken away, the messenger says it. */
function IdentityRow({ identity, channel }: IdentityRowProps): ReactNode {
  const { t } = useTexts();
  const display = identity.display !== null && identity.display !== '' ? identity.display : null;
  // A visitor's number in the site chat means nothing to anybody: neither shown nor copied.
  const address = identity.kind === 'sitechat' ? null : identity.externalId;
  const kind = channelKindName(identity.kind, t);
  return (
    <Row
      icon={<ChannelGlyph kind={identity.kind} size={18} />}
      shown={display ?? address ?? kind}
      title={address}
      below={[channel?.name ?? kind, display === null ? null : address]}
      copied={address ?? display}
      onRemove={null}
    />
  );
}

interface RowProps {
  icon: ReactNode;
  /** Hostile: what clients call themselves. */
  shown: string;
  title: string | null;
  below: readonly (string | null)[];
  copied: string | null;
  onRemove: (() => void) | null;
}

function Row({ icon, shown, title, below, copied, onRemove }: RowProps): ReactNode {
  const { t } = useTexts();
  const row = useRef<HTMLLIElement>(null);
  return (
    <li ref={row} className="group -mx-1 flex items-center gap-2 rounded-md px-1 py-1 hover:bg-hover">
      <span className="flex size-5 shrink-0 items-center justify-center text-ink-3">{icon}</span>
      <span className="min-w-0 grow">
        <span className="selectable block truncate text-sm text-ink" title={title ?? undefined}>
          <bdi>{shown}</bdi>
        </span>
        <span className="block truncate text-xs text-ink-3">
          {below.filter((word) => word !== null).join(' · ')}
        </span>
      </span>
      <span className="flex shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        {copied !== null && <CopyButton value={copied} />}
        {onRemove !== null && (
          <IconButton size="sm" label={t('card.remove', { value: shown })} onClick={remove}>
            <X size={14} />
          </IconButton>
        )}
      </span>
    </li>
  );

  /** The row goes, and the keyboard goes on to what stands in its place. */
  function remove(): void {
    const list = row.current?.parentElement;
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
    onRemove?.();
    const button =
      next?.querySelector('button') ?? list?.parentElement?.querySelector<HTMLElement>(':scope > div button');
    button?.focus();
  }
}
