import { useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { StartAnswer } from '#renderer/client/client.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { ModalActions } from '#renderer/kit/modal.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { usePhones } from '#renderer/kit/phones.ts';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import { TextArea } from '#renderer/kit/text-area.tsx';
import { DEFAULT_COUNTRY, type Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { sizeIn, textLimitOf } from '#shared/domain/text-limit.ts';
import { readEmail } from '#shared/lib/emails.ts';
import { isBlank } from '#shared/lib/text.ts';
import { ChannelChoice } from './channel-choice.tsx';
import { NewPersonFields, useWrong } from './new-person.tsx';
import type { Person } from './person.ts';
import { waysTo, type Reachable, type Way } from './ways.ts';

const NO_DIALOGS: readonly Dialog[] = [];

interface WriteFormProps {
  person: Person;
  onPerson: (person: Person) => void;
  text: string;
  onText: (text: string) => void;
  /** Somebody else is meant. */
  onChange: () => void;
  onClose: () => void;
  onStarted: (dialogId: Id) => void;
}

/** To whom, where and what. What cannot be is said before anything is sent. */
export function WriteForm(props: WriteFormProps): ReactNode {
  const { person, onPerson, text, onText, onChange, onClose, onStarted } = props;
  const { t } = useTexts();
  const client = useClient();
  const ways = useWays(person);
  const [wanted, setWanted] = useState<Id | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Exclude<StartAnswer, { kind: 'started' }> | null>(null);
  const [judged, setJudged] = useState(false);
  const begun = useRef(false);
  const way =
    ways.find(({ channel }) => channel.id === wanted) ?? ways.find(({ lacks }) => lacks === null) ?? null;
  const wrong = useWrong(person.kind === 'new' ? person : NOTHING);
  const trouble = useTrouble(way, text, wrong);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setJudged(true);
    // A second press in a hurry means the first.
    if (trouble !== null || way === null || begun.current) return;
    if (way.open !== null) return onStarted(way.open.id);
    setAnswer(null);
    begun.current = true;
    const answered = (said: NonNullable<typeof answer>): void => {
      begun.current = false;
      setAnswer(said);
    };
    const contact =
      person.kind === 'known' ? ({ kind: 'known', contactId: person.contact.id } as const) : person;
    const chosen = way.addresses.find((one) => one === address) ?? way.addresses[0] ?? null;
    client.actions.startDialog({ contact, channelId: way.channel.id, address: chosen, text }).then(
      (said) => (said.kind === 'started' ? onStarted(said.dialogId) : answered(said)),
      (error: unknown) => answered({ kind: 'refused', refusal: { code: 'invalid', detail: String(error) } }),
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      {person.kind === 'known' ? (
        <KnownPerson contact={person.contact} onChange={onChange} />
      ) : (
        <div className="mt-4">
          <NewPersonFields person={person} judged={judged} onChange={onPerson} />
        </div>
      )}
      <ChannelChoice ways={ways} chosen={way?.channel.id ?? null} onChoose={setWanted} onGo={onStarted} />
      {way !== null && way.addresses.length > 1 && (
        <Addresses way={way} chosen={address ?? way.addresses[0] ?? ''} onChoose={setAddress} />
      )}
      <TextArea
        className="mt-3"
        label={t('composer.label')}
        enterSubmits
        autoFocus={person.kind === 'known'}
        rows={3}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <p role={judged && trouble !== null ? 'alert' : undefined} className="mt-1 min-h-4 text-xs text-ink-3">
        {judged && trouble !== null ? (
          <span className="font-medium text-danger">{trouble}</span>
        ) : (
          t('write.keys')
        )}
      </p>
      {answer !== null && <Answered answer={answer} onGo={onStarted} />}
      <ModalActions>
        {person.kind === 'new' && (
          <Button look="quiet" className="mr-auto" onClick={onChange}>
            {t('write.other')}
          </Button>
        )}
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit">
          {t('write.send')}
        </Button>
      </ModalActions>
    </form>
  );
}

const NOTHING = { phone: '', email: '' };

function useWays(person: Person): readonly Way[] {
  const { queries, session } = useClient();
  const phones = usePhones();
  const directory = useLive(() => queries.directory(), [queries]);
  const contactId = person.kind === 'known' ? person.contact.id : '';
  const known = useLive(() => queries.contactDialogs(contactId), [queries, contactId]);
  const dialogs = person.kind === 'known' ? (known ?? NO_DIALOGS) : NO_DIALOGS;
  return useMemo(() => {
    if (directory === undefined) return [];
    return waysTo(reachable(person, phones), dialogs, directory, session.scope);
  }, [directory, person, phones, dialogs, session]);
}

function reachable(person: Person, phones: ReturnType<typeof usePhones>): Reachable {
  if (person.kind === 'known') return person.contact;
  const phone = phones?.readPhone(person.phone, DEFAULT_COUNTRY) ?? null;
  const email = readEmail(person.email);
  return {
    identities: [],
    phones: phone === null ? [] : [{ value: phone }],
    emails: email === null ? [] : [{ value: email }],
  };
}

/** Why it cannot be sent as it stands; null: it can. */
function useTrouble(
  way: Way | null,
  text: string,
  wrong: Record<'phone' | 'email', string | null>,
): string | null {
  const { t, format } = useTexts();
  if (wrong.phone !== null || wrong.email !== null) return wrong.phone ?? wrong.email;
  if (way === null) return t('write.noWay');
  if (way.lacks !== null) return t(`write.lacks.${way.lacks}`);
  if (way.open !== null) return null;
  if (isBlank(text)) return t('write.noText');
  const limit = textLimitOf(way.channel.kind);
  return sizeIn(limit.unit, text) > limit.max ? t('write.tooLong', { max: format.number(limit.max) }) : null;
}

function KnownPerson({ contact, onChange }: { contact: Contact; onChange: () => void }): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  const name = contactName(contact, t);
  const reach = [
    ...contact.phones.map(({ value }) => phones?.showPhone(value) ?? value),
    ...contact.emails.map(({ value }) => value),
  ];
  return (
    <div className="mt-4 flex items-center gap-3">
      <Avatar name={name} seed={contact.id} size={36} nameless={(contact.name ?? '') === ''} />
      <span className="min-w-0 grow">
        <bdi className="block truncate text-md font-semibold">{name}</bdi>
        <bdi className="block truncate text-xs text-ink-3">{reach.join(' · ')}</bdi>
      </span>
      <Button look="quiet" onClick={onChange}>
        {t('write.other')}
      </Button>
    </div>
  );
}

interface AddressesProps {
  way: Way;
  chosen: string;
  onChoose: (address: string) => void;
}

function Addresses({ way, chosen, onChoose }: AddressesProps): ReactNode {
  const { t } = useTexts();
  const phones = usePhones();
  return (
    <div className="mt-3">
      <RadioGroup
        inline
        label={t('write.address')}
        value={chosen}
        options={way.addresses.map((value) => ({
          value,
          label: value.startsWith('+') ? (phones?.showPhone(value) ?? value) : value,
        }))}
        onChange={onChoose}
      />
    </div>
  );
}

interface AnsweredProps {
  answer: Exclude<StartAnswer, { kind: 'started' }>;
  onGo: (dialogId: Id) => void;
}

/** Why nothing was begun, with what leads on. */
function Answered({ answer, onGo }: AnsweredProps): ReactNode {
  const { t } = useTexts();
  const { queries } = useClient();
  const operators = useLive(() => queries.directory(), [queries])?.operators ?? new Map();
  const nameOf = (id: Id): string => operatorName(id, operators, t);
  const words = (): string => {
    if (answer.kind === 'open') return t('refusal.dialogOpen');
    return answer.kind === 'invalid'
      ? t(`card.wrong.${answer.what}`)
      : refusalText(answer.refusal, nameOf, t);
  };
  return (
    <Notice
      tone="warn"
      urgent
      className="mt-2 rounded-md"
      actions={
        answer.kind === 'open' && (
          <Button size="sm" onClick={() => onGo(answer.dialogId)}>
            {t('write.goThere')}
          </Button>
        )
      }
    >
      {words()}
    </Notice>
  );
}
