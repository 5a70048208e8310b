import { useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { TextArea } from '#renderer/kit/text-area.tsx';
import type { PickGroup } from '#renderer/people/choice/pick-list.tsx';
import { TargetChoice } from '#renderer/people/choice/target-choice.tsx';
import {
  colleagues,
  handOverTo,
  linesOf,
  search,
  targetName,
  type Target,
} from '#renderer/people/choice/targets.ts';
import { useColleagues } from '#renderer/people/use-colleagues.ts';
import type { HandOverCard, HandOverTarget } from '#shared/domain/hand-over.ts';

interface TransferQuestionProps {
  open: boolean;
  count: number;
  onClose: () => void;
  onTransfer: (to: HandOverTarget, card: HandOverCard) => void;
}

/** To whom all of them go, and why: chosen as for one dialog. */
export function TransferQuestion({ open, ...rest }: TransferQuestionProps): ReactNode {
  return open ? <TransferWindow {...rest} /> : null;
}

function TransferWindow({ count, onClose, onTransfer }: Omit<TransferQuestionProps, 'open'>): ReactNode {
  const { t } = useTexts();
  const [target, setTarget] = useState<Target | null>(null);
  const [reason, setReason] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (target === null) return;
    onClose();
    onTransfer(handOverTo(target), { reason, promised: '', promisedUntil: null });
  }
  const title = t('bulk.transfer.title', { count });
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={target === null ? title : t('bulk.transfer.titleTo', { count, name: targetName(target) })}
    >
      {target === null ? (
        <Choice onPick={setTarget} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <TextArea
            label={t('transfer.reason')}
            autoFocus
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className="mt-4"
          />
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

function Choice({ onPick, onClose }: { onPick: (target: Target) => void; onClose: () => void }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const all = useColleagues();
  const directory = useLive(() => client.queries.directory(), [client]);
  const groups = useMemo((): PickGroup<Target>[] => {
    if (directory === undefined) return [];
    return [
      { heading: t('transfer.colleagues'), targets: search(colleagues(all, new Set()), typed) },
      { heading: t('transfer.lines'), targets: search(linesOf(directory), typed) },
    ];
  }, [directory, all, typed, t]);
  return (
    <TargetChoice
      field={field}
      typed={typed}
      onType={setTyped}
      groups={groups}
      onPick={onPick}
      onClose={onClose}
    />
  );
}
