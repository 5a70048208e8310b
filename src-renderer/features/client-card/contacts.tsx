import { AtSign, Check, Copy, Phone } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { channelKindName } from '#renderer/i18n/words/names.ts';
import { IconButton } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import type { Contact } from '#shared/domain/contact.ts';
import type { Channel } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { contactLines, type ContactLine } from './contact-lines.ts';
import { CardSection } from './section.tsx';

interface ContactsProps {
  contact: Contact | null;
  channels: ReadonlyMap<Id, Channel> | undefined;
}

export function Contacts({ contact, channels }: ContactsProps): ReactNode {
  const { t } = useTexts();
  const lines = contact === null ? [] : contactLines(contact, channels);
  return (
    <CardSection title={t('card.contacts')}>
      {lines.length === 0 && <p className="text-sm text-ink-3">{t('card.noContacts')}</p>}
      <ul className="flex flex-col">
        {lines.map((line) => (
          <ContactRow key={`${line.kind}:${line.value}`} line={line} />
        ))}
      </ul>
    </CardSection>
  );
}

function ContactRow({ line }: { line: ContactLine }): ReactNode {
  const { t } = useTexts();
  const isChannel = 'channelName' in line;
  const term = isChannel
    ? (line.channelName ?? channelKindName(line.kind, t))
    : t(line.kind === 'phone' ? 'card.phone' : 'card.email');
  const display = isChannel && line.display !== null && line.display !== '' ? line.display : null;
  // A visitor's number in the site chat means nothing to anybody: neither shown nor copied.
  const address = line.kind === 'sitechat' ? null : line.value;
  const copied = address ?? display;
  const shown = display ?? (line.kind === 'sitechat' ? channelKindName(line.kind, t) : line.value);
  return (
    <li className="flex items-center gap-2.5 py-1">
      <span className="flex size-5 shrink-0 items-center justify-center text-ink-3">
        {isChannel ? (
          <ChannelGlyph kind={line.kind} size={18} />
        ) : line.kind === 'phone' ? (
          <Phone size={15} />
        ) : (
          <AtSign size={15} />
        )}
      </span>
      <span className="min-w-0 grow">
        <span className="selectable block truncate text-sm text-ink" title={address ?? undefined}>
          <bdi>{shown}</bdi>
        </span>
        <span className="block truncate text-xs text-ink-3">
          {term}
          {display !== null && address !== null && ` · ${address}`}
        </span>
      </span>
      {copied !== null && <CopyButton value={copied} />}
    </li>
  );
}

function CopyButton({ value }: { value: string }): ReactNode {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  // Without a secure context there is no clipboard; the text itself can still be selected.
  if (!('clipboard' in navigator)) return null;
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <IconButton
      size="sm"
      label={copied ? t('common.copied') : t('card.copy', { value })}
      hint={copied ? t('common.copied') : t('common.copy')}
      onClick={copy}
    >
      {copied ? <Check size={14} className="text-ok" /> : <Copy size={14} />}
    </IconButton>
  );
}
