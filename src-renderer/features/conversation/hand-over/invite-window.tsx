import { X } from 'lucide-react';
import { useMemo, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { TextArea } from '#renderer/kit/text-area.tsx';
import { PickList } from '#renderer/people/choice/pick-list.tsx';
import { colleagues, search, type ColleagueTarget } from '#renderer/people/choice/targets.ts';
import { useColleagues } from '#renderer/people/use-colleagues.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { outOfInvitation } from './targets.ts';

/** Most colleagues at once, as the hub takes them. */
const MAX_INVITED = 20;

interface InviteWindowProps {
  dialog: Dialog;
  onClose: () => void;
  onInvite: (operatorIds: Id[], note: string) => void;
}

/** Several colleagues and a word to them. Enter adds, Ctrl+Enter invites. */
export function InviteWindow({ dialog, onClose, onInvite }: InviteWindowProps): ReactNode {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const all = useColleagues();
  const me = useClient().session.operator.id;
  const people = useMemo(() => colleagues(all, outOfInvitation(dialog, me)), [all, dialog, me]);
  const { chosen, toggle, removeLast } = useChosen(people);
  const found = useMemo(() => search(people, typed), [people, typed]);
  const why = whyNot(chosen.length, t);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (why !== null) return;
    onClose();
    onInvite(
      chosen.map(({ key }) => key),
      note,
    );
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Backspace' && typed === '') removeLast();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={t('invite.title')}>
      <form ref={form} onSubmit={submit}>
        <PickList
          field={field}
          label={t('invite.search')}
          listLabel={t('invite.found')}
          typed={typed}
          onType={setTyped}
          groups={[{ heading: null, targets: found }]}
          chosen={new Set(chosen.map(({ key }) => key))}
          onPick={(target) => {
            toggle(target);
            setTyped('');
          }}
          onKey={onKey}
        />
        <Chosen chosen={chosen} onRemove={toggle} onRemoved={() => field.current?.focus()} />
        <TextArea
          className="mt-3"
          label={t('invite.note')}
          enterSubmits
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <p className="mt-2 text-xs text-ink-3">{t('invite.keys')}</p>
        <ModalActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabledReason={why}>
            {t('action.invite')}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

function useChosen(people: readonly ColleagueTarget[]) {
  const [keys, setKeys] = useState<readonly string[]>([]);
  // Who came into the dialog meanwhile needs no invitation any more.
  const chosen = keys.flatMap((key) => people.find((one) => one.key === key) ?? []);
  return {
    chosen,
    toggle: ({ key }: ColleagueTarget) =>
      setKeys((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key])),
    removeLast: () => setKeys((before) => before.slice(0, -1)),
  };
}

function whyNot(count: number, t: ReturnType<typeof useTexts>['t']): string | null {
  if (count === 0) return t('invite.nobody');
  return count > MAX_INVITED ? t('invite.tooMany', { count: MAX_INVITED }) : null;
}

interface ChosenProps {
  chosen: readonly ColleagueTarget[];
  onRemove: (target: ColleagueTarget) => void;
  /** The button that had the keyboard is gone. */
  onRemoved: () => void;
}

function Chosen({ chosen, onRemove, onRemoved }: ChosenProps): ReactNode {
  const { t } = useTexts();
  return (
    <ul
      aria-label={t('invite.chosen')}
      className="mt-2 flex max-h-24 min-h-8 flex-wrap gap-1.5 overflow-y-auto"
    >
      {chosen.map((target) => (
        <li
          key={target.key}
          className="flex h-8 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pr-1 pl-2 text-sm text-accent-text"
        >
          <Avatar name={target.colleague.operator.name} seed={target.colleague.operator.id} size={16} />
          <bdi className="truncate">{target.colleague.operator.name}</bdi>
          <button
            type="button"
            aria-label={t('invite.remove', { name: target.colleague.operator.name })}
            onClick={() => {
              onRemove(target);
              onRemoved();
            }}
            className="flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-hover"
          >
            <X size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
