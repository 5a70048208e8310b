import { Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { keysOf } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { IconButton } from '#renderer/kit/button.tsx';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import type { Contact } from '#shared/domain/contact.ts';
import { InlineInput } from './inline-input.tsx';
import { useFocusBack } from '#renderer/kit/use-focus-back.ts';

const MAX_NAME = 200;

interface ClientNameProps {
  contact: Contact;
  onRename: (name: string) => void;
}

/** What the client is called, changed where it stands. */
export function ClientName({ contact, onRename }: ClientNameProps): ReactNode {
  const { t } = useTexts();
  const [editing, setEditing] = useState(false);
  const button = useFocusBack<HTMLButtonElement>(editing);
  useCommand('contact.rename', () => setEditing(true));
  const nameless = (contact.name ?? '').trim() === '';
  const keys = keysOf('contact.rename');
  const label = t(nameless ? 'card.addName' : 'card.rename');
  if (editing)
    return (
      <InlineInput
        label={t('card.name')}
        value={contact.name ?? ''}
        placeholder={t('card.namePlaceholder')}
        maxLength={MAX_NAME}
        onSave={(name) => {
          setEditing(false);
          onRename(name);
        }}
        onLeave={() => setEditing(false)}
      />
    );
  return (
    <div className="group flex min-w-0 items-start gap-1">
      <h2 className="selectable min-w-0 overflow-x-clip text-lg font-semibold wrap-anywhere">
        <bdi>{contactName(contact, t)}</bdi>
      </h2>
      <IconButton
        ref={button}
        size="sm"
        label={label}
        hint={keys === null ? label : <WithKeys text={label} combo={keys} />}
        onClick={() => setEditing(true)}
        className={
          nameless ? 'text-accent-text' : 'opacity-60 group-hover:opacity-100 focus-visible:opacity-100'
        }
      >
        <Pencil size={14} />
      </IconButton>
    </div>
  );
}
