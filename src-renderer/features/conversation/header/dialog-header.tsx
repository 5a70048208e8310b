import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { OperatorDot } from '#renderer/people/operator-dot.tsx';
import { PresentAvatars } from '#renderer/people/present-avatars.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { HandOverHandle } from '../hand-over/use-hand-over.ts';
import { DialogActions, type ActionPort } from './dialog-actions.tsx';

interface DialogHeaderProps {
  view: DialogView;
  me: Id;
  port: ActionPort;
  handOver: HandOverHandle;
  nameOf: (operatorId: Id) => string;
  card: { open: boolean; available: boolean; onToggle: () => void };
  waiting: boolean;
}

/** Who this is, where he writes, who answers; and what can be done about it. */
export function DialogHeader(props: DialogHeaderProps): ReactNode {
  const { view, me, port, handOver, nameOf, card, waiting } = props;
  const texts = useTexts();
  const { t } = texts;
  const { dialog, contact, channel, line } = view;
  const responsible = responsibleWords(view, me, texts);
  const ofColleague = colleagueOf(dialog, me);
  const where = [channel?.name, line?.name].filter((word) => word !== undefined);
  const cardLabel = card.open ? t('card.hide') : t('card.show');
  return (
    <header className="@container flex h-14 shrink-0 items-center gap-3 border-b border-line bg-surface pr-3 pl-4 [--avatar-ring:var(--surface)]">
      <Avatar
        name={contactName(contact, t)}
        seed={dialog.contactId}
        size={36}
        channel={channel?.kind}
        nameless={(contact?.name ?? '') === ''}
      />
      {/* In a narrow header the name has the first line for itself; who looks stands in the second. */}
      <div className="grid min-w-0 grow grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 @xl:gap-x-3">
        <h1
          title={contactName(contact, t)}
          className="col-span-2 truncate text-md font-semibold @xl:col-span-1 @xl:self-end"
        >
          <bdi>{contactName(contact, t)}</bdi>
        </h1>
        {/* Who answers comes first and is cut last: the rest stands in the card, too. */}
        <p
          title={[responsible, ...where].join(' · ')}
          className="row-start-2 flex min-w-0 text-xs text-ink-3 @xl:self-start"
        >
          {ofColleague !== null && (
            <OperatorDot operatorId={ofColleague} className="mt-0.75 mr-1 [--dot-hole:var(--surface)]" />
          )}
          <span className={cn('max-w-full shrink-0 truncate', toneOf(dialog))}>{responsible}</span>
          <span className="min-w-0 truncate whitespace-pre">
            {where.map((word) => ` · ${word}`).join('')}
          </span>
        </p>
        <PresentAvatars
          dialogId={dialog.id}
          nameOf={nameOf}
          size={24}
          most={4}
          className="col-start-2 row-start-2 @xl:row-span-2 @xl:row-start-1"
        />
      </div>
      <DialogActions view={view} me={me} port={port} handOver={handOver} nameOf={nameOf} waiting={waiting} />
      {card.available && (
        <IconButton
          label={cardLabel}
          hint={<WithKeys text={cardLabel} combo={COMMANDS['card.toggle'].keys[0]} />}
          aria-expanded={card.open}
          onClick={card.onToggle}
        >
          {card.open ? <PanelRightClose size={18} /> : <PanelRightOpen size={18} />}
        </IconButton>
      )}
    </header>
  );
}

function responsibleWords(view: DialogView, me: Id, { t, format }: Texts): string {
  const { state } = view.dialog;
  if (state.status === 'closed') return t('header.closed', { when: format.dateTime(state.closedAt) });
  if (state.status === 'queued') return t('header.free');
  if (state.responsibleId === me) return t('header.you');
  return t('header.responsible', { name: view.responsible?.name ?? t('operator.unknown') });
}

/** Who has the open dialog, when it is somebody else. */
function colleagueOf({ state }: Dialog, me: Id): Id | null {
  return state.status === 'active' && state.responsibleId !== me ? state.responsibleId : null;
}

const toneOf = ({ state }: Dialog): string =>
  state.status === 'queued' ? 'font-medium text-warn' : 'text-ink-2';
