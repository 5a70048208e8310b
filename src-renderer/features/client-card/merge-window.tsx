import { ArrowRight } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { ChannelGlyph } from '#renderer/kit/channel-glyph.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { usePhones } from '#renderer/kit/phones.ts';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import { useContactDialogs } from '#renderer/people/use-contact-dialogs.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import { preview, whoStays, type Preview } from './merge-preview.ts';

interface MergeWindowProps {
  one: Contact;
  other: Contact;
  onClose: () => void;
  /** `from` becomes part of `into`. */
  onMerge: (from: Contact, into: Contact) => void;
}

/** Two clients beside each other, which of them stays, and what becomes of both: seen before it is done. */
export function MergeWindow({ one, other, onClose, onMerge }: MergeWindowProps): ReactNode {
  const { t } = useTexts();
  const [stays, setStays] = useState<Id>(() => whoStays(one, other).id);
  const [into, from] = stays === one.id ? [one, other] : [other, one];
  const counts = [useContactDialogs(one.id)?.all.length, useContactDialogs(other.id)?.all.length];
  const together = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  function submit(event: FormEvent): void {
    event.preventDefault();
    onClose();
    onMerge(from, into);
  }
  return (
    <Modal
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('merge.title')}
      description={t('merge.text')}
      closeLabel={t('common.close')}
    >
      <form onSubmit={submit}>
        <div className="mt-4 grid grid-cols-[1fr_1fr_auto_1fr] gap-3 max-sm:grid-cols-1">
          {[one, other].map((side, index) => (
            <Column
              key={side.id}
              id={side.id}
              title={contactName(side, t)}
              person={side}
              dialogs={counts[index] ?? 0}
              faded={side === from}
            />
          ))}
          <ArrowRight size={20} aria-hidden="true" className="self-center text-ink-3 max-sm:hidden" />
          <Column
            id={into.id}
            title={t('merge.result')}
            person={preview(from, into)}
            dialogs={together}
            result
          />
        </div>
        <div className="mt-4">
          <RadioGroup
            inline
            label={t('merge.stays')}
            value={stays}
            options={[one, other].map((side) => ({ value: side.id, label: contactName(side, t) }))}
            onChange={setStays}
          />
        </div>
        <p className="mt-2 text-xs text-ink-3">{t('merge.undoable')}</p>
        <ModalActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" data-begin>
            {t('merge.confirm')}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

interface ColumnProps {
  id: Id;
  title: string;
  person: Preview;
  dialogs: number;
  /** He becomes part of the other. */
  faded?: boolean;
  result?: boolean;
}

/** Hostile: what clients call themselves. */
function Column({ id, title, person, dialogs, faded = false, result = false }: ColumnProps): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  const name = contactName(person, t);
  const show = (value: string): string => phones?.showPhone(value) ?? value;
  return (
    <section
      aria-label={title}
      className={cn(
        'min-w-0 rounded-md border p-3 text-sm',
        result ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      {result && <p className="mb-1 text-xs font-semibold text-accent-text">{title}</p>}
      <p className="flex items-center gap-2">
        <Avatar name={name} seed={id} size={24} nameless={(person.name ?? '') === ''} />
        <bdi className={cn('min-w-0 font-semibold wrap-anywhere', faded ? 'text-ink-2' : 'text-ink')}>
          {name}
        </bdi>
      </p>
      <ul className="mt-2 flex flex-col gap-0.5 text-ink-2">
        {[...person.phones.map(({ value }) => show(value)), ...person.emails.map(({ value }) => value)].map(
          (value) => (
            <li key={value} className="truncate" title={value}>
              <bdi>{value}</bdi>
            </li>
          ),
        )}
        {person.identities.length > 0 && (
          <li className="flex flex-wrap gap-1 py-0.5">
            {person.identities.map(({ channelId, externalId, kind }) => (
              <span key={`${channelId} ${externalId}`} title={t(`channel.${kind}`)}>
                <ChannelGlyph kind={kind} size={16} />
                <span className="sr-only">{t(`channel.${kind}`)} </span>
              </span>
            ))}
          </li>
        )}
        {person.tags.length > 0 && (
          <li className="line-clamp-2 text-xs" title={person.tags.join(', ')}>
            {t('merge.tags', { tags: person.tags.join(', ') })}
          </li>
        )}
        {person.notes.length > 0 && (
          <li className="text-xs">{t('merge.notes', { count: person.notes.length })}</li>
        )}
        {dialogs > 0 && <li className="text-xs">{t('merge.dialogs', { count: dialogs })}</li>}
      </ul>
    </section>
  );
}
