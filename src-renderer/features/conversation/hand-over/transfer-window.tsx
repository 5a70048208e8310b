import { useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import type { PickGroup } from '#renderer/people/choice/pick-list.tsx';
import { TargetChoice } from '#renderer/people/choice/target-choice.tsx';
import { colleagues, handOverTo, search, targetName, type Target } from '#renderer/people/choice/targets.ts';
import { useColleagues } from '#renderer/people/use-colleagues.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { HandOverCard, HandOverTarget } from '#shared/domain/hand-over.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { CardFields, type CardDraft } from './card-fields.tsx';
import { lines, outOfTransfer } from './targets.ts';

interface TransferWindowProps {
  view: DialogView;
  onClose: () => void;
  onTransfer: (to: HandOverTarget, card: HandOverCard) => void;
}

const EMPTY: CardDraft = { reason: '', promised: '', until: '' };

/** Whom to, and then what he has to know. Two Enters are the shortest way. */
export function TransferWindow({ view, onClose, onTransfer }: TransferWindowProps): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  const [target, setTarget] = useState<Target | null>(null);
  const [typed, setTyped] = useState('');
  const [card, setCard] = useState(EMPTY);
  const [asked, setAsked] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (target === null) return;
    const { until, ...words } = card;
    const promisedUntil = format.field.read(until, now);
    setAsked(true);
    if (promisedUntil === null && until.trim() !== '') return;
    onClose();
    onTransfer(handOverTo(target), { ...words, promisedUntil });
  }

  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={target === null ? t('transfer.title') : t('transfer.titleTo', { name: targetName(target) })}
    >
      {target === null ? (
        <Choice view={view} typed={typed} onType={setTyped} onPick={setTarget} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Consequence view={view} target={target} />
          <CardFields card={card} onChange={setCard} asked={asked} />
          <p className="mt-3 text-xs text-ink-3">{t('transfer.optional')}</p>
          <ModalActions>
            <Button look="quiet" className="mr-auto" onClick={() => setTarget(null)}>
              {t('transfer.change')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button look="primary" type="submit">
              {t('action.transfer')}
            </Button>
          </ModalActions>
        </form>
      )}
    </Modal>
  );
}

interface ChoiceProps {
  view: DialogView;
  typed: string;
  onType: (typed: string) => void;
  onPick: (target: Target) => void;
  onClose: () => void;
}

function Choice({ view, typed, onType, onPick, onClose }: ChoiceProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const field = useRef<HTMLInputElement>(null);
  const all = useColleagues();
  const directory = useLive(() => client.queries.directory(), [client]);
  const me = client.session.operator.id;
  const { dialog } = view;
  const groups = useMemo((): PickGroup<Target>[] => {
    if (directory === undefined) return [];
    const people = colleagues(all, outOfTransfer(dialog, me));
    return [
      { heading: t('transfer.colleagues'), targets: search(people, typed) },
      { heading: t('transfer.lines'), targets: search(lines(directory, dialog), typed) },
    ];
  }, [directory, all, dialog, me, typed, t]);
  return (
    <TargetChoice
      field={field}
      typed={typed}
      onType={onType}
      groups={groups}
      onPick={onPick}
      onClose={onClose}
    />
  );
}

/** What becomes of the dialog, for who gives it away. */
function Consequence({ view, target }: { view: DialogView; target: Target }): ReactNode {
  const { t } = useTexts();
  const { session } = useClient();
  const words = (): string | null => {
    if (target.kind === 'line')
      return staysInSight(view.dialog, target, session.scope) ? null : t('transfer.leavesScope');
    const { responsible } = view;
    if (responsible === null) return null;
    return responsible.id === session.operator.id
      ? t('transfer.staysWithYou')
      : t('transfer.staysYours', { name: responsible.name });
  };
  return <p className="mt-2 min-h-5 text-md text-ink-2">{words()}</p>;
}

function staysInSight(dialog: Dialog, { line }: Extract<Target, { kind: 'line' }>, scope: Scope): boolean {
  const participantIds = dialog.participantIds.filter((id) => id !== scope.operatorId);
  const after = { lineId: line.id, branchId: line.branchId, state: { status: 'queued' } as const };
  return sees(scope, audienceOf({ ...dialog, ...after, participantIds }));
}
