import type { ReactNode } from 'react';
import { CommandButton, OfferedButton } from '#renderer/commands/command-button.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import type { ButtonProps } from '#renderer/kit/button.tsx';
import { offeredTo, responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { HandOverCommand } from '../hand-over/possible.ts';
import type { HandOverHandle } from '../hand-over/use-hand-over.ts';
import { FinishQuestion } from './finish-question.tsx';
import { MoreMenu } from './more-menu.tsx';
import { useFinish } from './use-finish.ts';

/** Words where there is room for them: beside the card in a small window there is none. */
const second = { size: 'tight', withIcon: true, wordsClass: 'hidden @3xl:inline' } as const;

export interface ActionPort {
  answer: () => void;
  markRead: () => void;
  finish: (upTo?: number) => void;
}

interface DialogActionsProps {
  view: DialogView;
  me: Id;
  port: ActionPort;
  handOver: HandOverHandle;
  nameOf: (operatorId: Id) => string;
  /** Another dialog has been chosen: the keys are meant for that one, which is not here yet. */
  waiting: boolean;
}

/**
 * Answer, Take over or, of a closed one, Open again stands first and goes when it is done: the buttons to its right stay where they are,
 * so that a second press in a hurry meets nothing.
 */
export function DialogActions(props: DialogActionsProps): ReactNode {
  const { view, me, port, handOver, nameOf, waiting } = props;
  const { t } = useTexts();
  const finish = useFinish(view.dialog.id, port.finish);
  const { dialog, can } = view;
  const why = (refusal: Refusal | null): string | null => refusal && refusalText(refusal, nameOf, t);
  const closed = dialog.state.status === 'closed';
  const free = responsibleOf(dialog) === null && offeredTo(dialog) !== me;
  const nothingToRead = dialog.waitingSince === null && dialog.unread === 0;
  const whyNotRead = why(can.markRead) ?? (nothingToRead ? t('action.nothingToRead') : null);

  return (
    <div role="group" aria-label={t('action.group')} className="flex shrink-0 items-center gap-1 @3xl:gap-2">
      {!closed && free && (
        <CommandButton
          id="dialog.answer"
          look="primary"
          run={port.answer}
          why={why(can.answer)}
          waiting={waiting}
        />
      )}
      {closed && !waiting && <OfferedButton id="dialog.reopen" look="primary" />}
      <HandOverButton id="dialog.take" look="primary" handOver={handOver} waiting={waiting} />
      <HandOverButton id="dialog.transfer" {...second} handOver={handOver} waiting={waiting} />
      <HandOverButton id="dialog.invite" {...second} handOver={handOver} waiting={waiting} />
      {!closed && (
        <CommandButton
          id="dialog.markRead"
          size="tight"
          run={port.markRead}
          why={whyNotRead}
          waiting={waiting}
          withIcon
          wordsClass="hidden @5xl:inline"
        />
      )}
      <CommandButton
        id="dialog.finish"
        {...second}
        run={finish.run}
        why={why(can.finish)}
        waiting={waiting}
      />
      <MoreMenu />
      <FinishQuestion
        contact={view.contact}
        open={finish.asking}
        onClose={finish.stopAsking}
        onFinish={() => port.finish()}
      />
    </div>
  );
}

interface HandOverButtonProps extends Pick<ButtonProps, 'look' | 'size'> {
  id: HandOverCommand;
  handOver: HandOverHandle;
  waiting: boolean;
  withIcon?: boolean;
  wordsClass?: string;
}

function HandOverButton({ id, handOver, ...rest }: HandOverButtonProps): ReactNode {
  const why = handOver.why[id];
  return why === undefined ? null : <CommandButton id={id} run={handOver.run[id]} why={why} {...rest} />;
}
