import { UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { usePhones } from '#renderer/kit/phones.ts';
import { useContactDialogs } from '#renderer/people/use-contact-dialogs.ts';
import type { Duplicate } from '#shared/domain/contact-history.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';

interface DuplicateNoticeProps {
  duplicate: Duplicate;
  onLook: (dialogId: Id) => void;
  onMerge: (other: Contact) => void;
  onNotTheSame: () => void;
}

/** Somebody else has the same number or address: offered, and never merged by itself. */
export function DuplicateNotice({
  duplicate,
  onLook,
  onMerge,
  onNotTheSame,
}: DuplicateNoticeProps): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  const { contact, shared } = duplicate;
  const dialogs = useContactDialogs(contact.id);
  const newest = dialogs?.all.find(({ here }) => here)?.dialog;
  const name = contactName(contact, t);
  const value = shared[0] ?? '';
  const what = value.startsWith('+') ? 'phone' : 'email';
  const shown = what === 'phone' ? (phones?.showPhone(value) ?? value) : value;
  return (
    <div
      role="group"
      aria-label={t('duplicate.label', { name })}
      className="mx-3 mb-3 rounded-md bg-accent-soft px-3 py-2 text-sm"
    >
      <p className="flex gap-2 text-ink">
        <UsersRound size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-accent-text" />
        <span className="min-w-0 wrap-anywhere">
          {t(`duplicate.${what}`)} <bdi className="font-semibold">{name}</bdi>
          <span className="block text-xs text-ink-2">
            <bdi>{shown}</bdi>
            {dialogs !== undefined && dialogs.all.length > 0 && (
              <> · {t('merge.dialogs', { count: dialogs.all.length })}</>
            )}
          </span>
        </span>
      </p>
      <div className="mt-1.5 flex flex-wrap gap-1">
        <Button size="sm" look="primary" onClick={() => onMerge(contact)}>
          {t('duplicate.merge')}
        </Button>
        {newest !== undefined && (
          <Button size="sm" look="quiet" onClick={() => onLook(newest.id)}>
            {t('duplicate.look')}
          </Button>
        )}
        <Button size="sm" look="quiet" onClick={onNotTheSame}>
          {t('duplicate.notTheSame')}
        </Button>
      </div>
    </div>
  );
}
